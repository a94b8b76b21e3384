package dev.casebook.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A snapshot that was collected earlier and lies in a tree of files under some layout.
final class RecordedSnapshot implements Snapshot {

  private final String source;
  private final FileTree tree;
  private final Layout layout;
  private final LooseNames looseNames;
  private final Ledger ledger = new Ledger();
  private final Map<String, Artifact> byPlace = new HashMap<>();
  private final HostFacts facts;

  /// @param fallbackName what the host is called if its evidence does not tell
  RecordedSnapshot(
      String source, String fallbackName, FileTree tree, Layout layout, LooseNames looseNames) {
    this.source = source;
    this.tree = tree;
    this.layout = layout;
    this.looseNames = looseNames;
    this.facts =
        new HostFactsReader(this::find, path -> tree.linkTarget(Layout.join(layout.root(), path)))
            .read(fallbackName);
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public String layout() {
    return layout.name();
  }

  @Override
  public HostFacts facts() {
    return facts;
  }

  @Override
  public List<Artifact> find(ArtifactName name) {
    var found = new ArrayList<Artifact>();
    for (var place : layout.places(name)) {
      tree.matching(place).forEach(entry -> found.add(artifact(name, entry)));
    }
    looseNames.places(name).forEach(entry -> found.add(artifact(name, entry)));
    return found.stream().distinct().toList();
  }

  @Override
  public List<Artifact> strays() {
    return looseNames.strays().stream()
        .map(entry -> artifact(ArtifactName.file("/" + entry.path()), entry))
        .toList();
  }

  @Override
  public List<Artifact> all() {
    return tree.matching(Glob.of("**").under(layout.root())).stream()
        .map(entry -> artifact(layout.nameOf(entry.path()), entry))
        .toList();
  }

  /// One artifact a place, whatever glob found it, so that it keeps its number in the ledger.
  private Artifact artifact(ArtifactName asked, FileTree.Entry entry) {
    return byPlace.computeIfAbsent(
        entry.path(),
        place ->
            new Artifact(
                asked instanceof ArtifactName.Command ? asked : layout.nameOf(place),
                place,
                entry.size(),
                entry.modified(),
                entry.shortcoming(),
                new Decompressed(entry)));
  }

  @Override
  public List<String> problems() {
    return tree.problems();
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void close() {
    tree.close();
  }
}

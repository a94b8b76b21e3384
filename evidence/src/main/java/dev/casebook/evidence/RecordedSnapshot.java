package dev.casebook.evidence;

import dev.casebook.evidence.archive.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/// A snapshot that was collected earlier and lies in a tree of files under some layout.
final class RecordedSnapshot implements Snapshot {

  private final String source;
  private final FileTree tree;
  private final Layout layout;
  private final LooseNames looseNames;
  private final Ledger ledger = new Ledger();
  private final Map<String, Artifact> byPlace = new HashMap<>();
  private final Set<String> damages = new ConcurrentSkipListSet<>();
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
  public Layout layout() {
    return layout;
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
                new Decompressed(entry, problem -> note(place, problem))));
  }

  /// The name of a source that is one file is not said twice.
  private void note(String place, Problem problem) {
    if (problem.isDamage()) {
      damages.add(source.endsWith(place) ? problem.reason() : place + ": " + problem.reason());
    }
  }

  @Override
  public List<String> problems() {
    return Stream.concat(tree.problems().stream(), damages.stream()).toList();
  }

  @Override
  public boolean isDamaged() {
    return tree.isDamaged() || !damages.isEmpty();
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

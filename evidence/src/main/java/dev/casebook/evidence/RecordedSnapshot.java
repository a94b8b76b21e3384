package dev.casebook.evidence;

import dev.casebook.evidence.archive.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was collected of a host and lies in a tree of files under some layout.
final class RecordedSnapshot implements Snapshot {

  private final String source;
  private final FileTree tree;
  private final Layout layout;
  private final LooseNames looseNames;
  private final Ledger ledger = new Ledger();
  private final Map<String, Artifact> byPath = new HashMap<>();

  /// Names under which nothing lies: they are asked for again and again.
  private final Set<ArtifactName> absent = new HashSet<>();

  private final Set<String> damages = new ConcurrentSkipListSet<>();

  /// What is sound and was not read, or not whole: encrypted, in a form that is not read, cut by a
  /// bound.
  private final Set<String> unread = new ConcurrentSkipListSet<>();

  private final HostFacts facts;

  /// @param tree of the layout's root
  /// @param fallbackName what the host is called if its evidence does not tell
  /// @param captured when it was collected, where that is known without its evidence
  RecordedSnapshot(
      String source,
      String fallbackName,
      FileTree tree,
      Layout layout,
      LooseNames looseNames,
      @Nullable Instant captured) {
    this.source = source;
    this.tree = tree;
    this.layout = layout;
    this.looseNames = looseNames;
    var told = new HostFactsReader(this::find, tree::linkTarget, ledger).read(fallbackName);
    this.facts =
        captured == null
            ? told
            : new HostFacts(
                told.host(), told.hostIsTold(), captured, told.booted(), told.zoneIfKnown());
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
    if (absent.contains(name)) {
      return List.of();
    }
    var found = new ArrayList<Artifact>();
    for (var place : layout.places(name)) {
      tree.matching(place).forEach(entry -> found.add(artifact(name, entry)));
    }
    looseNames.places(name).forEach(entry -> found.add(artifact(name, entry)));
    if (found.isEmpty()) {
      absent.add(name);
    }
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
    return tree.matching(Glob.of("**")).stream()
        .map(entry -> artifact(layout.nameOf(entry.path()), entry))
        .toList();
  }

  /// One artifact a path, whatever glob found it, so that it keeps its number in the ledger.
  private Artifact artifact(ArtifactName asked, FileTree.Entry entry) {
    return byPath.computeIfAbsent(
        entry.path(),
        path ->
            new Artifact(
                isWhole(asked) ? asked : layout.nameOf(path),
                layout.place(path),
                entry.size(),
                entry.modified(),
                entry.shortcoming(),
                new Decompressed(
                    entry,
                    tree.pathOf(entry),
                    tree.expansions(),
                    problem -> note(layout.place(path), problem))));
  }

  /// A command line that was asked for as it is tells more than the name that was made of it.
  private boolean isWhole(ArtifactName asked) {
    return asked instanceof ArtifactName.Command command
        && command.canRun()
        && !(layout instanceof Layout.Collected);
  }

  /// The name of a source that is one file is not said twice.
  private void note(String place, Problem problem) {
    var said = source.endsWith(place) ? problem.reason() : place + ": " + problem.reason();
    (problem.isDamage() ? damages : unread).add(said);
  }

  @Override
  public List<String> problems() {
    return Stream.of(tree.problems(), damages, unread).flatMap(Collection::stream).toList();
  }

  @Override
  public boolean isDamaged() {
    return tree.isDamaged() || !damages.isEmpty();
  }

  @Override
  public String cut() {
    return tree.cut();
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

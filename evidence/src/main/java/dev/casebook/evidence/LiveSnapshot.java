package dev.casebook.evidence;

import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.Host;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// This host as it is now: its files, and read-only commands run when they are asked for.
final class LiveSnapshot implements Snapshot {

  /// A healthy host answers all our commands within milliseconds; a hung one must not hang us.
  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(10);

  /// The largest output wanted is the journal of a busy host.
  private static final int OUTPUT_CAP = 64 * 1024 * 1024;

  private final Host host;
  private final FileTree tree;
  private final Ledger ledger = new Ledger();
  private final Map<String, Optional<Artifact>> outputs = new LinkedHashMap<>();
  private final Map<String, Artifact> files = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final HostFacts facts;

  LiveSnapshot(Host host, Instant now) {
    this.host = host;
    this.tree = new FolderTree(Path.of("/"));
    var told =
        new HostFactsReader(
                name -> name instanceof ArtifactName.File ? find(name) : List.of(),
                tree::linkTarget)
            .read("localhost");
    this.facts = new HostFacts(told.host(), now, told.booted(), told.zoneIfKnown());
  }

  @Override
  public String source() {
    return "this host";
  }

  @Override
  public Layout layout() {
    return Layout.HOST;
  }

  @Override
  public HostFacts facts() {
    return facts;
  }

  @Override
  public List<Artifact> find(ArtifactName name) {
    return switch (name) {
      case ArtifactName.File file ->
          tree.matching(file.glob()).stream().map(this::artifact).toList();
      case ArtifactName.Command command ->
          command.canRun()
              ? outputs.computeIfAbsent(command.line(), _ -> run(command)).stream().toList()
              : List.of();
    };
  }

  private Artifact artifact(FileTree.Entry entry) {
    return files.computeIfAbsent(
        "/" + entry.path(),
        place ->
            new Artifact(
                ArtifactName.file(place),
                place,
                entry.size(),
                entry.modified(),
                entry.shortcoming(),
                new Decompressed(entry, _ -> {})));
  }

  private Optional<Artifact> run(ArtifactName.Command command) {
    CommandOutput output;
    try {
      output = host.run(List.of(command.line().split(" ")), COMMAND_DEADLINE, OUTPUT_CAP);
    } catch (IOException e) {
      problems.add(command.line() + ": " + e.getMessage());
      return Optional.empty();
    }
    if (output.end() == CommandOutput.End.NOT_FOUND) {
      return Optional.empty();
    }
    var shortcoming = output.shortcoming();
    return Optional.of(
        new Artifact(
            command,
            command.line(),
            output.output().length,
            facts.captured(),
            shortcoming.isEmpty() ? null : shortcoming,
            () -> new ByteArrayInputStream(output.output())));
  }

  @Override
  public List<Artifact> strays() {
    return List.of();
  }

  @Override
  public List<Artifact> all() {
    var all = new ArrayList<>(files.values());
    outputs.values().forEach(output -> output.ifPresent(all::add));
    all.sort(java.util.Comparator.comparing(Artifact::place));
    return all;
  }

  @Override
  public List<String> problems() {
    var all = new ArrayList<>(problems);
    all.addAll(tree.problems());
    return all;
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

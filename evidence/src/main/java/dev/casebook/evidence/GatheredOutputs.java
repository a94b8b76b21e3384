package dev.casebook.evidence;

import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.CommandOutput.End;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The outputs of commands that a host sends, each in two pieces: what it said, and how it ended.
final class GatheredOutputs {

  private final GatherPlan plan;
  private final GatherLimits limits;
  private final long since;
  private final IndexedNodes nodes;

  private final Map<String, String> lines = new HashMap<>();
  private final Map<Integer, Boolean> known = new HashMap<>();

  /// The command whose end has not come yet, and what it said.
  private int command;

  private Node.@Nullable File said;

  /// @param since seconds since 1970 from which on the journal was asked for; 0 for all
  /// @param nodes to which the outputs are added
  GatheredOutputs(GatherPlan plan, GatherLimits limits, long since, IndexedNodes nodes) {
    this.plan = plan;
    this.limits = limits;
    this.since = since;
    this.nodes = nodes;
  }

  /// Commands that have come, by their numbers, with whether they answered.
  Map<Integer, Boolean> known() {
    return Map.copyOf(known);
  }

  /// The command line of each output, by its mangled name.
  Map<String, String> lines() {
    return Map.copyOf(lines);
  }

  /// What a command said has come.
  void begin(String number, Node.File output) {
    command = number.matches("\\d{1,6}") ? Integer.parseInt(number) : 0;
    said = output;
  }

  /// How it ended has come.
  void end(PieceEnd end) {
    var output = said;
    if (output == null) {
      return;
    }
    said = null;
    known.put(command, end.status() == 0 && output.size() > 0);
    put(output, end.ofCommand(output.size(), limits.pieceBytes()));
  }

  private void put(Node.File output, CommandOutput end) {
    var line = plan.command(command);
    if (line.isEmpty() || end.end() == End.NOT_FOUND) {
      return;
    }
    var mangled = new ArtifactName.Command(line.get()).mangled();
    lines.put(mangled, line.get());
    var shortcoming = end.shortcoming();
    if (shortcoming.isEmpty() && since > 0 && GatherPlan.isOfJournal(line.get())) {
      shortcoming = "holds what was written since " + Instant.ofEpochSecond(since) + " only";
    }
    nodes.put(
        "commands/" + mangled,
        new Node.File(
            output.size(),
            output.modified(),
            shortcoming.isEmpty() ? null : shortcoming,
            output.opening()));
  }

  /// Nothing more comes of the command in hand.
  ///
  /// @param why follows its line in a sentence
  void giveUp(String why) {
    known.put(command, false);
    plan.command(command).ifPresent(line -> nodes.addProblem(line + " " + why, false));
  }
}

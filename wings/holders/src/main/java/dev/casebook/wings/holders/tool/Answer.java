package dev.casebook.wings.holders.tool;

import dev.casebook.wings.holders.proc.Mounts;
import java.util.List;
import java.util.Map;

/// Who holds what was asked for.
///
/// @param processes those of the holds, by their ids
/// @param walked how many processes there are
/// @param closed how many of them we may not look into
/// @param root whether root asks
/// @param tracer whether we have CAP_SYS_PTRACE
/// @param ofEverything whether the root of this host lies in what was asked about
public record Answer(
    List<Hold> holds,
    Map<Integer, Holder> processes,
    Mounts mounts,
    int walked,
    int closed,
    boolean root,
    boolean tracer,
    boolean ofEverything) {

  public Answer {
    holds = List.copyOf(holds);
    processes = Map.copyOf(processes);
  }

  /// What could not be seen, and what it takes; empty if all was.
  public String blindness() {
    return closed == 0
        ? ""
        : "%d of %d processes may not be looked into; %s".formatted(closed, walked, remedy());
  }

  private String remedy() {
    if (tracer) {
      return "a security module or their user namespace keeps them closed even to CAP_SYS_PTRACE";
    }
    return "with %s they would be seen"
        .formatted(
            root
                ? "CAP_SYS_PTRACE, which this root lacks,"
                : "CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH (root has them)");
  }
}

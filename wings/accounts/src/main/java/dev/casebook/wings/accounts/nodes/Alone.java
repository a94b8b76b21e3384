package dev.casebook.wings.accounts.nodes;

import dev.casebook.wings.accounts.journal.Journal;
import dev.casebook.wings.accounts.journal.Nodes;
import dev.casebook.wings.accounts.journal.RoleFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// A node that goes on without the others, because somebody says that it may: the first of all, or
/// one of two that has lost the other for good.
public final class Alone {

  private Alone() {}

  /// @throws IOException also where a process is the node of this folder: it has to end before
  public static void begin(Path state, String name, Instant now, String actor) throws IOException {
    try (var _ = RoleFile.held(state);
        var journal =
            Journal.in(
                state,
                _ -> {},
                _ ->
                    number -> {
                      // here, where it is on the only disk that counts
                    })) {
      long last = journal.nodes().map(Nodes::epoch).orElse(0L);
      long epoch = Math.max(Promise.in(state).epoch(), last) + 1;
      new Promise(epoch, name).keepIn(state);
      journal.exclusively(writer -> {
        writer.add(now, actor, new Nodes(epoch, name, List.of(name)));
        return true;
      });
    }
  }
}

package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.report.JsonRows;
import dev.casebook.report.TableRows;
import dev.casebook.wings.accounts.journal.Journal;
import dev.casebook.wings.accounts.journal.Nodes;
import dev.casebook.wings.accounts.journal.RoleFile;
import dev.casebook.wings.accounts.model.ServingNode;
import dev.casebook.wings.accounts.nodes.Alone;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook accounts nodes`: who keeps the journal.
@Command(
    name = "nodes",
    description = "The machines that keep passwords and tokens together, and which signs in.",
    footer = {
      "",
      "Each is a row of the folder's nodes, with the address where the others reach",
      "it, and runs casebook accounts serve --node NAME. One signs people in; what it",
      "says is on the disks of most of them before. When it is gone, another of three",
      "takes over within seconds, and no code is good twice. Of two, whoever signs in",
      "goes on when the other is gone, but the other can't know whether it did, and",
      "waits for you.",
      "",
      "--alone says that this node goes on without the others: to begin, on the node",
      "that has the accounts; or when most are gone for good. Its serve has to be",
      "ended before. The others have to be ended too, and stay so until they can reach",
      "it again: one that still signs people in would take the same codes.",
      "",
      "Examples:",
      "  casebook accounts nodes",
      "  casebook accounts nodes --alone one"
    })
final class NodesCommand extends StateCommand {

  @Option(
      names = "--alone",
      paramLabel = "NAME",
      description = "This node, NAME, goes on without the others.")
  private @Nullable String alone;

  @Option(names = "--json", description = "A JSON array.")
  private boolean json;

  NodesCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    var rows = snapshot().company().nodes();
    if (rows.isEmpty()) {
      throw new UserError(
          folder() + " has no nodes: give each a row with its address, under nodes");
    }
    try {
      if (alone == null) {
        list(rows);
      } else {
        begin(alone, rows);
      }
      return 0;
    } catch (IOException e) {
      throw new UserError(state() + ": " + Reason.of(e));
    }
  }

  private void begin(String name, Map<String, ServingNode> rows) throws IOException, UserError {
    if (!rows.containsKey(name)) {
      throw unknown("node", name, rows.keySet());
    }
    Alone.begin(state(), name, console().now(), actor());
    print("%s goes on alone, and takes others in as they come:".formatted(name));
    print("  casebook accounts serve --node %s …".formatted(name));
  }

  private void list(Map<String, ServingNode> rows) throws IOException {
    try (var journal = Journal.in(state(), _ -> {})) {
      var nodes = journal.nodes();
      var out =
          json
              ? new JsonRows(console().out())
              : TableRows.whole(console().out(), console().style());
      out.columns(List.of("node", "address", "counted", "writer"));
      for (var node : rows.values()) {
        out.row(
            new Object[] {
              node.name(),
              node.host() + ":" + node.port(),
              nodes.map(one -> one.names().contains(node.name())).orElse(false),
              nodes.map(one -> one.writer().equals(node.name())).orElse(false)
            });
      }
      out.end();
      console().say(said(nodes, RoleFile.of(state()), journal.number()));
    }
  }

  private static String said(Optional<Nodes> nodes, Optional<RoleFile.Role> role, long number) {
    if (nodes.isEmpty()) {
      return "none has begun: --alone NAME, on the one that has the accounts";
    }
    var here =
        role.map(one -> one.isWriter() ? "signs people in" : "follows").orElse("does not run");
    return "epoch %d; this one %s; line %d is its last"
        .formatted(nodes.get().epoch(), here, number);
  }
}

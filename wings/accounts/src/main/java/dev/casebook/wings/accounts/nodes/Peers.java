package dev.casebook.wings.accounts.nodes;

import dev.casebook.wings.accounts.model.ServingNode;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The other nodes, as this one asks them.
///
/// @param mark of the key that all have to have
record Peers(Link link, String self, String mark, Collection<ServingNode> others) {

  static final String GREETING = "casebook-nodes-1";
  private static final byte[] NO_LINES = {};

  /// A way to another node, which has been greeted.
  Wire to(ServingNode node) throws IOException {
    var wire = link.to(node);
    try {
      wire.send(List.of(GREETING, self, mark), NO_LINES);
      var answer = wire.receive().words();
      if (!answer.getFirst().equals("welcome")) {
        throw new IOException(String.join(" ", answer.subList(1, answer.size())));
      }
      return wire;
    } catch (IOException e) {
      wire.close();
      throw e;
    }
  }

  static Reply asked(Wire wire, Ask ask, byte[] lines) throws IOException {
    wire.send(ask.words(), lines);
    return Reply.of(wire.receive().words());
  }

  static Reply asked(Wire wire, Ask ask) throws IOException {
    return asked(wire, ask, NO_LINES);
  }

  /// What all of them answer, at once; those that do not are left out.
  Map<String, Reply> asked(Ask ask) throws IOException {
    var replies = new LinkedHashMap<String, Reply>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new LinkedHashMap<String, Future<Reply>>();
      for (var node : others) {
        Callable<Reply> call =
            () -> {
              try (var wire = to(node)) {
                return asked(wire, ask);
              }
            };
        running.put(node.name(), executor.submit(call));
      }
      for (var one : running.entrySet()) {
        try {
          replies.put(one.getKey(), one.getValue().get());
        } catch (ExecutionException e) {
          // it counts as silent
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    return replies;
  }
}

package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.wings.accounts.directory.DirectoryServer;
import dev.casebook.wings.accounts.model.ServingNode;
import dev.casebook.wings.accounts.nodes.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Serves as one of several nodes, as the command line and the folder say.
///
/// @param authority has signed the certificates of all nodes
/// @param name of this node
record NodeStart(
    Console console, Path state, DirectoryServer.Tls tls, Path authority, String name) {

  /// A node that could not go on begins anew after this long.
  private static final long PAUSE_MILLIS = 1_000;

  /// @param serving what is done while this node signs people in
  int serving(Map<String, ServingNode> nodes, Node.Serving<UserError> serving) throws UserError {
    if (!nodes.containsKey(name)) {
      throw FolderCommand.unknown("node", name, nodes.keySet());
    }
    if (!Files.isDirectory(state)) {
      throw new UserError(
          state + " is not there: make it, with the vault.key of the node that has the accounts");
    }
    try {
      var context = tls.context(Optional.of(authority));
      var setup = new Node.Setup(name, nodes, state, context, console.clock(), console::say);
      return serving(setup, Node.in(setup), serving);
    } catch (IOException e) {
      throw new UserError(state + ": " + Reason.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /// Whoever stops being the writer, or can't go on, begins anew from its files.
  ///
  /// @param first that which could be opened at the start: what kept it from that was for whoever
  ///   starts it
  private int serving(Node.Setup setup, Node first, Node.Serving<UserError> serving)
      throws UserError, InterruptedException {
    var opened = Optional.of(first);
    while (true) {
      try (var node = opened.isPresent() ? opened.get() : Node.in(setup)) {
        opened = Optional.empty();
        node.run(serving);
        console.say(name + " follows");
      } catch (IOException e) {
        console.say(state + ": " + Reason.of(e));
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }
}

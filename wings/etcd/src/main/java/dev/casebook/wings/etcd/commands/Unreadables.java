package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.wings.etcd.tool.ObjectValue;

/// The values that could not be read as objects, though they are: the first are told of on standard
/// error, the others counted.
final class Unreadables {

  private static final int TOLD_MAX = 10;

  private final Console console;
  private long count;

  Unreadables(Console console) {
    this.console = console;
  }

  void note(String key, ObjectValue value) {
    if (value instanceof ObjectValue.Unreadable(_, var problem)) {
      note(key, problem);
    }
  }

  void note(String what, String problem) {
    if (++count <= TOLD_MAX) {
      console.say(what + ": " + problem);
    }
  }

  /// Tells of the rest.
  ///
  /// @return the exit status
  int end() {
    if (count > TOLD_MAX) {
      console.say("and " + (count - TOLD_MAX) + " more values that can't be read");
    }
    return count == 0 ? 0 : 2;
  }
}

package dev.casebook.wings.accounts.nodes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What is said to whoever looks after a node: each thing once, until another is said of the same
/// subject.
final class Notes {

  private final Consumer<String> log;
  private final Map<String, String> last = new ConcurrentHashMap<>();

  Notes(Consumer<String> log) {
    this.log = log;
  }

  void say(String subject, String text) {
    if (!text.equals(last.put(subject, text))) {
      log.accept(text);
    }
  }
}

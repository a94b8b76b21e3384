package dev.casebook.wings.accounts.commands;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// What one command serves, ended together, the last first.
final class Services implements Closeable {

  private final Deque<Closeable> open = new ArrayDeque<>();

  void add(Closeable service) {
    open.push(service);
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}

package dev.casebook.wings.containers.tool;

import java.io.IOException;

/// A host whose containers can be looked at.
public interface ContainerHost extends AutoCloseable {

  /// What a later sample is held against: processor times alone.
  Sample times() throws IOException;

  /// All that is told of them.
  Sample whole() throws IOException;

  /// Whether a later look shows something else.
  boolean changes();

  @Override
  void close();
}

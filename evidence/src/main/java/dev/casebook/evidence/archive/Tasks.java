package dev.casebook.evidence.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// Decoding work on threads of its own.
///
/// Each task works on bytes in memory and ends by itself, so waiting for one needs no deadline.
final class Tasks {
  private Tasks() {}

  static <T> Future<T> start(Callable<T> work) {
    var task = new FutureTask<>(work);
    Thread.startVirtualThread(task);
    return task;
  }

  /// The task's value. What the task threw is thrown here.
  static <T> T await(Future<T> task) throws IOException {
    try {
      return task.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException failure) {
      switch (Objects.requireNonNull(failure.getCause())) {
        case IOException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case RuntimeException thrown -> throw thrown;
        case Throwable impossible -> throw new AssertionError(impossible);
      }
    }
  }
}

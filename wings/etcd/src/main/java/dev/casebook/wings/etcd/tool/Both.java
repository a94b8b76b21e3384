package dev.casebook.wings.etcd.tool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// What came of two readings of one file, which were under way at the same time.
record Both<A, B>(A first, B second) {

  /// Reads on this thread and on another. Both are done when this returns or throws, so the file
  /// can be closed.
  static <A, B> Both<A, B> of(Supplier<A> first, Supplier<B> second) {
    var beside =
        CompletableFuture.supplyAsync(
            second, task -> Thread.ofPlatform().name("beside").start(task));
    try {
      var one = first.get();
      return new Both<>(one, result(beside));
    } finally {
      beside.handle((_, _) -> true).join();
    }
  }

  private static <B> B result(CompletableFuture<B> task) {
    try {
      return task.join();
    } catch (CompletionException failure) {
      switch (failure.getCause()) {
        case Error thrown -> throw thrown;
        case RuntimeException thrown -> throw thrown;
        case null, default -> throw failure;
      }
    }
  }
}

package dev.casebook.signals;

import static java.util.Objects.requireNonNull;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/// A filter that has Vectorscan look for its patterns; for the thread that made it.
final class VectorscanFilter implements LineFilter {
  private final Vectorscan vectorscan;
  private final MemorySegment database;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment scratch;
  private final MemorySegment onEvent;

  private @Nullable Candidates candidates;
  private @Nullable Throwable failure;

  VectorscanFilter(Vectorscan vectorscan, MemorySegment database) {
    this.vectorscan = vectorscan;
    this.database = database;
    this.scratch = vectorscan.scratch(database, arena);
    this.onEvent = Linker.nativeLinker().upcallStub(handler(), Vectorscan.ON_EVENT, arena);
  }

  private MethodHandle handler() {
    var type =
        MethodType.methodType(
            int.class, int.class, long.class, long.class, int.class, MemorySegment.class);
    try {
      return MethodHandles.lookup().findVirtual(getClass(), "onEvent", type).bindTo(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean find(MemorySegment block, Candidates into) {
    candidates = into;
    boolean complete = vectorscan.scan(database, block, scratch, onEvent);
    if (failure != null) {
      throw new IllegalStateException("a hit could not be taken", failure);
    }
    return complete;
  }

  /// Called by Vectorscan for a match that ends before `to`; an exception here would end the
  /// process. A match takes at least one byte and no line break, so its last byte names its line.
  @SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable"})
  private int onEvent(int id, long from, long to, int flags, MemorySegment context) {
    try {
      return requireNonNull(candidates).add(id, (int) to - 1) ? 0 : 1;
    } catch (Throwable e) {
      failure = e;
      return 1;
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}

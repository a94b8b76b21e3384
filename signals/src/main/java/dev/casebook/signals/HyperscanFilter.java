package dev.casebook.signals;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.util.Objects.requireNonNull;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/// A filter that has Hyperscan look for its patterns; for the thread that made it.
final class HyperscanFilter implements LineFilter {
  private final Hyperscan hyperscan;
  private final MemorySegment database;

  /// By an expression's id, the patterns that it stands for.
  private final int[][] patterns;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment scratch;
  private final MemorySegment onEvent;

  /// The block's bytes outside the heap, where alone a scan that calls back may look.
  private MemorySegment text = MemorySegment.NULL;

  private int from;
  private @Nullable Candidates candidates;
  private @Nullable Throwable failure;

  HyperscanFilter(Hyperscan hyperscan, MemorySegment database, int[][] patterns) {
    this.hyperscan = hyperscan;
    this.database = database;
    this.patterns = patterns;
    this.scratch = hyperscan.scratch(database, arena);
    this.onEvent = Linker.nativeLinker().upcallStub(handler(), Hyperscan.ON_EVENT, arena);
  }

  private MethodHandle handler() {
    var type =
        MethodType.methodType(int.class, int.class, long.class, long.class, int.class, long.class);
    try {
      return MethodHandles.lookup().findVirtual(getClass(), "onEvent", type).bindTo(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean find(Block block, Candidates into) {
    if (text.byteSize() < block.length()) {
      text = arena.allocate(2L * block.length());
    }
    MemorySegment.copy(block.bytes(), block.from(), text, JAVA_BYTE, 0, block.length());
    from = block.from();
    candidates = into;
    boolean complete = hyperscan.scan(database, text.asSlice(0, block.length()), scratch, onEvent);
    if (failure != null) {
      throw new IllegalStateException("a hit could not be taken", failure);
    }
    return complete;
  }

  /// Called by Hyperscan for a match that ends before `to`; an exception here would end the
  /// process. A match takes at least one byte and no line break, so its last byte names its line.
  @SuppressWarnings({"unused", "UnusedMethod", "UnusedVariable"})
  private int onEvent(int id, long ignored, long to, int flags, long context) {
    try {
      for (int pattern : patterns[id]) {
        if (!requireNonNull(candidates).add(pattern, from + (int) to - 1)) {
          return 1;
        }
      }
      return 0;
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

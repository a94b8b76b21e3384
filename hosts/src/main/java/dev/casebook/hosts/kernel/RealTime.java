package dev.casebook.hosts.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The clock by which the kernel stamps packets, only to tell how long ago it did so.
///
/// Source: clock_gettime(2), CLOCK_REALTIME.
final class RealTime implements AutoCloseable {

  private static final MethodHandle CLOCK_GETTIME =
      CLibrary.function("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  private static final int CLOCK_REALTIME = 0;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = CLibrary.state(arena);
  private final MemorySegment time = arena.allocate(16, Long.BYTES);

  /// Nanoseconds since 1970; a long holds them until 2262.
  long nanos() throws Refused {
    CLibrary.checked(
        "clock_gettime", state, () -> (int) CLOCK_GETTIME.invokeExact(state, CLOCK_REALTIME, time));
    return time.get(JAVA_LONG, 0) * 1_000_000_000L + time.get(JAVA_LONG, 8);
  }

  @Override
  public void close() {
    arena.close();
  }
}

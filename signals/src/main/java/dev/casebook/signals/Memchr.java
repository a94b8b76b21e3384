package dev.casebook.signals;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// memchr(3) of the C library, which goes through a large text many times as fast as a loop in
/// Java. To link it takes some milliseconds.
final class Memchr {
  private static final MethodHandle MEMCHR = link();

  private Memchr() {}

  private static MethodHandle link() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("memchr"),
        FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_INT, JAVA_LONG),
        Linker.Option.critical(true)); // the text lies in the heap
  }

  /// Whether the byte is in `bytes[from, to)`.
  static boolean isIn(byte[] bytes, int from, int to, byte sought) {
    var text = MemorySegment.ofArray(bytes).asSlice(from, to - from);
    try {
      return (long) MEMCHR.invokeExact(text, (int) sought, text.byteSize()) != 0;
    } catch (Throwable e) {
      throw Hyperscan.unexpected(e);
    }
  }
}

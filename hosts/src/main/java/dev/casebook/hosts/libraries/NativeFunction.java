package dev.casebook.hosts.libraries;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;

/// A function of a native library that takes up to eight machine words and returns one, or none.
///
/// For each form of function that is linked the JVM makes some twenty classes, which costs a short
/// run more than all its calls. So there are two forms, whatever a function takes: pointers and
/// sizes are words, and words that it does not take are handed over all the same. They lie in
/// registers, or on the caller's stack, where a function does not look and which the caller takes
/// down. Source: System V AMD64 ABI, 3.2.3; AAPCS64, 6.8.2. Of an `int`, the lower half of the word
/// counts both ways. Whoever hands over a pointer keeps what it points to alive.
public final class NativeFunction {

  private final MemorySegment address;

  private NativeFunction(MemorySegment address) {
    this.address = address;
  }

  /// Linked when first called.
  private static final class Words {
    static final MethodHandle CALL =
        Linker.nativeLinker()
            .downcallHandle(
                FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                    JAVA_LONG, JAVA_LONG));
  }

  /// The same for functions that return soon and call nothing back: an array stays where it is.
  private static final class OverArray {
    static final MethodHandle CALL =
        Linker.nativeLinker()
            .downcallHandle(
                FunctionDescriptor.of(JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG),
                Linker.Option.critical(true));
  }

  /// Whether functions can be called so here: words are of 64 bits.
  public static boolean isPossible() {
    return ADDRESS.byteSize() == Long.BYTES;
  }

  /// @throws NoSuchElementException if the library has no such function
  public static NativeFunction of(SymbolLookup library, String name) {
    return new NativeFunction(library.findOrThrow(name));
  }

  /// A function of the C library.
  public static NativeFunction ofC(String name) {
    return of(Linker.nativeLinker().defaultLookup(), name);
  }

  /// @return what means nothing where the function returns none; of an `int` the lower half
  public long call() {
    return call(0, 0, 0);
  }

  /// See [#call()].
  public long call(long first) {
    return call(first, 0, 0);
  }

  /// See [#call()].
  public long call(long first, long second) {
    return call(first, second, 0);
  }

  /// See [#call()].
  public long call(long first, long second, long third) {
    return call(first, second, third, 0, 0, 0, 0, 0);
  }

  /// See [#call()].
  public long call(long a, long b, long c, long d, long e, long f, long g, long h) {
    try {
      return (long) Words.CALL.invokeExact(address, a, b, c, d, e, f, g, h);
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  /// A function that takes bytes first, and returns soon.
  ///
  /// @param bytes of an array, which stays where it is until the function returns
  public long over(MemorySegment bytes, long second, long third) {
    try {
      return (long) OverArray.CALL.invokeExact(address, bytes, second, third);
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  private static RuntimeException unexpected(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException runtime ? runtime : new IllegalStateException(thrown);
  }
}

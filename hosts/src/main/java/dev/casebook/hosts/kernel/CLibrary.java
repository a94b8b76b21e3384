package dev.casebook.hosts.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.stream.Stream;

/// Functions of the C library, and the errno that each leaves.
///
/// A function's handle takes the memory for its errno first: `FUNCTION.invokeExact(state, …)`, with
/// `state` from [#state(Arena)].
public final class CLibrary {

  private static final Linker LINKER = Linker.nativeLinker();

  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

  private static final VarHandle ERRNO_OF =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private CLibrary() {}

  /// A function that keeps its errno.
  ///
  /// @param options such as [Linker.Option#firstVariadicArg(int)]
  public static MethodHandle function(
      String name, FunctionDescriptor shape, Linker.Option... options) {
    var all = Stream.concat(Stream.of(ERRNO), Stream.of(options)).toArray(Linker.Option[]::new);
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, all);
  }

  /// Memory for the errno of one call at a time.
  public static MemorySegment state(Arena arena) {
    return arena.allocate(Linker.Option.captureStateLayout());
  }

  /// What the last call left there; it means something only where the call failed.
  public static int errno(MemorySegment state) {
    return (int) ERRNO_OF.get(state, 0L);
  }

  /// A call of such a function.
  @FunctionalInterface
  public interface Call {
    long run() throws Throwable;
  }

  /// @param what it is called in messages, such as `bind`
  /// @return the result
  /// @throws Refused where it is negative
  public static long checked(String what, MemorySegment state, Call call) throws Refused {
    long result;
    try {
      result = call.run();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    if (result < 0) {
      throw new Refused(what, errno(state));
    }
    return result;
  }
}

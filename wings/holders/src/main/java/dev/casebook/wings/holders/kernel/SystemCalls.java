package dev.casebook.wings.holders.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.casebook.formats.proc.DeviceNumber;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/// The kernel's calls that Java has no method for, by the C library's `syscall`-like functions. One
/// thread uses an instance.
///
/// Source: statx(2), readlink(2), open(2), pidfd_open(2), pidfd_send_signal(2), linux/stat.h.
public final class SystemCalls implements AutoCloseable {

  private static final int AT_FDCWD = -100;
  private static final int AT_SYMLINK_NOFOLLOW = 0x100;

  /// A server of files that does not answer is not asked: what is known of the file is enough.
  private static final int AT_STATX_DONT_SYNC = 0x4000;

  private static final int AT_NO_AUTOMOUNT = 0x800;
  private static final int STATX_BASIC_AND_MOUNT = 0x7ff | 0x1000;
  private static final int O_PATH_CLOEXEC = 010000000 | 02000000;

  /// The same on every architecture, as all calls are since 2019.
  private static final long PIDFD_SEND_SIGNAL = 424;

  private static final long PIDFD_OPEN = 434;

  /// A page: longer names than PATH_MAX can't be asked for, and links are cut there too.
  private static final int PATH_MAX = 4096;

  private static final int STATX_BYTES = 256;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_OF =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle STATX =
      link(
          "statx",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
          ERRNO);
  private static final MethodHandle READLINK =
      link("readlink", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG), ERRNO);
  private static final MethodHandle OPEN =
      link(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          ERRNO,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), ERRNO);
  private static final MethodHandle KILL =
      link("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), ERRNO);
  private static final MethodHandle SYSCALL =
      link(
          "syscall",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          ERRNO,
          Linker.Option.firstVariadicArg(1));

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment path = arena.allocate(PATH_MAX + 1);
  private final MemorySegment target = arena.allocate(PATH_MAX + 1);
  private final MemorySegment status = arena.allocate(STATX_BYTES, Long.BYTES);
  private final MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());

  private static MethodHandle link(
      String name, FunctionDescriptor shape, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, options);
  }

  /// Of the file that a path leads to, links followed.
  public FileStatus status(String name) throws Refused {
    return status(name, 0);
  }

  /// Of the file or link itself.
  public FileStatus ownStatus(String name) throws Refused {
    return status(name, AT_SYMLINK_NOFOLLOW);
  }

  private FileStatus status(String name, int flags) throws Refused {
    put(name);
    int all = flags | AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT;
    int result;
    try {
      result = (int) STATX.invokeExact(state, AT_FDCWD, path, all, STATX_BASIC_AND_MOUNT, status);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    if (result < 0) {
      throw new Refused(name, errno());
    }
    return new FileStatus(
        Short.toUnsignedInt(status.get(JAVA_SHORT, 28)),
        Integer.toUnsignedLong(status.get(JAVA_INT, 16)),
        status.get(JAVA_LONG, 32),
        status.get(JAVA_LONG, 40),
        status.get(JAVA_LONG, 48) * 512,
        device(136),
        device(128),
        (status.get(JAVA_INT, 0) & 0x1000) == 0 ? 0 : status.get(JAVA_LONG, 144));
  }

  private DeviceNumber device(long at) {
    return new DeviceNumber(
        Integer.toUnsignedLong(status.get(JAVA_INT, at)),
        Integer.toUnsignedLong(status.get(JAVA_INT, at + 4)));
  }

  /// What a link holds.
  public String link(String name) throws Refused {
    put(name);
    long length;
    try {
      length = (long) READLINK.invokeExact(state, path, target, (long) PATH_MAX);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    if (length < 0) {
      throw new Refused(name, errno());
    }
    return new String(target.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /// Holds a file without opening it for anything (O_PATH).
  ///
  /// @return its descriptor, to be closed
  public int pathDescriptor(String name) throws Refused {
    put(name);
    try {
      return descriptor(name, (int) OPEN.invokeExact(state, path, O_PATH_CLOEXEC));
    } catch (Refused e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private int descriptor(String call, int result) throws Refused {
    if (result < 0) {
      throw new Refused(call, errno());
    }
    return result;
  }

  public void close(int descriptor) {
    try {
      int _ = (int) CLOSE.invokeExact(state, descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// A descriptor that stands for one process for good, whoever gets its id later.
  public int processDescriptor(int pid) throws Refused {
    return (int) call("pidfd_open", PIDFD_OPEN, pid, 0);
  }

  /// @param signal 0 to ask only whether it may be sent
  public void signal(int processDescriptor, int signal) throws Refused {
    call("pidfd_send_signal", PIDFD_SEND_SIGNAL, processDescriptor, signal);
  }

  /// By its id alone, which may be another process's by now.
  public void kill(int pid, int signal) throws Refused {
    try {
      descriptor("kill", (int) KILL.invokeExact(state, pid, signal));
    } catch (Refused e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private long call(String name, long number, long first, long second) throws Refused {
    long result;
    try {
      result = (long) SYSCALL.invokeExact(state, number, first, second, 0L, 0L);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    if (result < 0) {
      throw new Refused(name, errno());
    }
    return result;
  }

  private int errno() {
    return (int) ERRNO_OF.get(state, 0L);
  }

  private void put(String name) throws Refused {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > PATH_MAX - 1) {
      throw new Refused(name, 36); // ENAMETOOLONG
    }
    MemorySegment.copy(bytes, 0, path, JAVA_BYTE, 0, bytes.length);
    path.set(JAVA_BYTE, bytes.length, (byte) 0);
  }

  @Override
  public void close() {
    arena.close();
  }
}

package dev.casebook.wings.holders.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.casebook.formats.proc.DeviceNumber;
import dev.casebook.hosts.kernel.CLibrary;
import dev.casebook.hosts.kernel.Refused;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// What the kernel tells of files and processes, and Java has no method for. One thread uses an
/// instance.
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

  private static final MethodHandle STATX =
      CLibrary.function(
          "statx", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle READLINK =
      CLibrary.function("readlink", FunctionDescriptor.of(JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle OPEN =
      CLibrary.function(
          "open",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private static final MethodHandle KILL =
      CLibrary.function("kill", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SYSCALL =
      CLibrary.function(
          "syscall",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          Linker.Option.firstVariadicArg(1));

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment path = arena.allocate(PATH_MAX + 1);
  private final MemorySegment target = arena.allocate(PATH_MAX + 1);
  private final MemorySegment status = arena.allocate(STATX_BYTES, Long.BYTES);
  private final MemorySegment state = CLibrary.state(arena);

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
    CLibrary.checked(
        name,
        state,
        () -> (int) STATX.invokeExact(state, AT_FDCWD, path, all, STATX_BASIC_AND_MOUNT, status));
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
    long length =
        CLibrary.checked(
            name, state, () -> (long) READLINK.invokeExact(state, path, target, (long) PATH_MAX));
    return new String(target.asSlice(0, length).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /// Holds a file without opening it for anything (O_PATH).
  ///
  /// @return its descriptor, to be closed
  public int pathDescriptor(String name) throws Refused {
    put(name);
    return (int)
        CLibrary.checked(name, state, () -> (int) OPEN.invokeExact(state, path, O_PATH_CLOEXEC));
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
    CLibrary.checked("kill", state, () -> (int) KILL.invokeExact(state, pid, signal));
  }

  private long call(String name, long number, long first, long second) throws Refused {
    return CLibrary.checked(
        name, state, () -> (long) SYSCALL.invokeExact(state, number, first, second, 0L, 0L));
  }

  private void put(String name) throws Refused {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > PATH_MAX - 1) {
      throw new Refused(name, Refused.ENAMETOOLONG);
    }
    MemorySegment.copy(bytes, 0, path, JAVA_BYTE, 0, bytes.length);
    path.set(JAVA_BYTE, bytes.length, (byte) 0);
  }

  @Override
  public void close() {
    arena.close();
  }
}

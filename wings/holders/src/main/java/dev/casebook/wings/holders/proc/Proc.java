package dev.casebook.wings.holders.proc;

import dev.casebook.formats.proc.ProcessStat;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.holders.kernel.FileStatus;
import dev.casebook.wings.holders.kernel.SystemCalls;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// This host's `/proc`, read for each question anew. One thread uses an instance.
public final class Proc implements AutoCloseable {

  /// A process that maps 500,000 pieces has 40 MB of `maps`.
  private static final int BYTES_MAX = 64 << 20;

  private final SystemCalls calls = new SystemCalls();
  private byte[] buffer = new byte[1 << 16];

  /// The ids of all processes that are shown to us, in order.
  public List<Integer> processes() throws IOException {
    var names = new File("/proc").list();
    if (names == null) {
      throw new IOException("/proc can't be listed: it is not mounted, or may not be read");
    }
    return Arrays.stream(names)
        .filter(name -> name.charAt(0) >= '0' && name.charAt(0) <= '9')
        .map(Integer::valueOf)
        .sorted()
        .toList();
  }

  /// Our own id as this `/proc` counts.
  public int self() throws Refused {
    return Integer.parseInt(calls.link("/proc/self"));
  }

  public SystemCalls calls() {
    return calls;
  }

  /// The numbers of the files that a process has open.
  ///
  /// @throws Refused if we may not look, or it has ended
  public List<String> descriptors(int pid) throws Refused {
    var folder = of(pid, "fd");
    var names = new File(folder).list();
    if (names == null) {
      calls.link(of(pid, "cwd")); // which is refused for the same reason
      throw new Refused(folder, Refused.EACCES);
    }
    return Arrays.asList(names);
  }

  /// What a link in a process's folder holds.
  public String link(int pid, String name) throws Refused {
    return calls.link(of(pid, name));
  }

  /// The file that such a link leads to, through whatever namespace.
  public FileStatus status(int pid, String name) throws Refused {
    return calls.status(of(pid, name));
  }

  /// A file of a process's folder; empty if it can't be read.
  public Optional<String> text(int pid, String name) {
    return text(of(pid, name));
  }

  public Optional<String> text(String path) {
    try {
      int length = read(path);
      return Optional.of(new String(buffer, 0, length, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// A file of a process's folder if any of these stands in it; empty if not, or it can't be read.
  public Optional<String> textWith(int pid, String name, List<byte[]> needles) {
    try {
      int length = read(of(pid, name));
      return needles.stream().anyMatch(needle -> isIn(needle, length))
          ? Optional.of(new String(buffer, 0, length, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean isIn(byte[] needle, int length) {
    byte first = needle[0];
    for (int at = 0; at <= length - needle.length; at++) {
      if (buffer[at] == first
          && Arrays.equals(buffer, at, at + needle.length, needle, 0, needle.length)) {
        return true;
      }
    }
    return false;
  }

  private int read(String path) throws IOException {
    try (var in = new FileInputStream(path)) {
      int length = 0;
      while (true) {
        int n = in.read(buffer, length, buffer.length - length);
        if (n < 0 || length + n == BYTES_MAX) {
          return length + Math.max(n, 0);
        }
        length += n;
        if (length == buffer.length) {
          buffer = Arrays.copyOf(buffer, Math.min(2 * length, BYTES_MAX));
        }
      }
    }
  }

  public Optional<ProcessStat> stat(int pid) {
    return text(pid, "stat").flatMap(ProcessStat::of).filter(ProcessStat::isWhole);
  }

  /// When a process started, in ticks after the kernel; empty if there is none.
  public OptionalLong startTicks(int pid) {
    try {
      var stat = stat(pid);
      return stat.isPresent() ? OptionalLong.of(stat.get().startTicks()) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /// The lines of a host's file; none if it is not there.
  public Stream<String> lines(String path) {
    return text(path).stream().flatMap(String::lines);
  }

  private static String of(int pid, String name) {
    return "/proc/" + pid + "/" + name;
  }

  @Override
  public void close() {
    calls.close();
  }
}

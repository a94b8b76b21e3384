package dev.casebook.evidence.archive;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Where the bytes of wanted members are kept while their source is open: small ones in memory, the
/// rest in one file that has no name.
///
/// The file is made with mode 0600 when it is first needed and unlinked before anything is written,
/// so that nothing remains whatever ends the process. Regions may be read by any thread at any time
/// until the spool is closed; one is kept at a time.
public final class Spool implements Closeable {
  /// 4 GiB: what the wanted members of the largest bundles hold, and what a /tmp in memory stands.
  public static final long BYTES = 4L << 30;

  /// 32 MiB: all the small files of an ordinary sosreport, so that no file is made for it.
  public static final long MEMORY_BYTES = 32L << 20;

  /// 64 KiB: larger ones go to the file, where one more write costs little.
  private static final int SMALL_BYTES = 1 << 16;

  private final Path folder;
  private final long bytesMax;
  private final long memoryMax;
  private final byte[] buffer = new byte[SMALL_BYTES];
  private long memoryUsed;
  private @Nullable RandomAccessFile file;
  private long fileUsed;
  private long othersUsed;
  private final List<RandomAccessFile> others = new ArrayList<>();

  /// The names that files had for a moment.
  private final Map<RandomAccessFile, Path> names = new ConcurrentHashMap<>();

  private final Map<RandomAccessFile, String> openPaths = new ConcurrentHashMap<>();
  private boolean closed;

  /// A spool with the usual bounds.
  ///
  /// @param folder where its file may be made, `/tmp` for example
  public Spool(Path folder) {
    this(folder, BYTES, MEMORY_BYTES);
  }

  /// @param bytesMax all that it may keep
  /// @param memoryMax how much of that in memory
  public Spool(Path folder, long bytesMax, long memoryMax) {
    this.folder = folder;
    this.bytesMax = bytesMax;
    this.memoryMax = memoryMax;
  }

  /// Keeps everything that a stream holds. What no longer fits, or cannot be read or written, is
  /// missing at the region's end, and the region says why.
  public synchronized Region keep(InputStream in) {
    long start = fileUsed;
    try {
      int count = in.readNBytes(buffer, 0, buffer.length);
      if (count < buffer.length && memoryUsed + count <= Math.min(memoryMax, bytesMax - fileUsed)) {
        memoryUsed += count;
        return new Region(Arrays.copyOf(buffer, count));
      }
      while (count > 0) {
        int fitting = (int) Math.min(count, bytesMax - memoryUsed - fileUsed);
        append(fitting);
        if (fitting < count) {
          return new Region(file, start, fileUsed - start, full());
        }
        count = in.readNBytes(buffer, 0, buffer.length);
      }
      return new Region(file, start, fileUsed - start, null);
    } catch (IOException failure) {
      var problem =
          Problem.of(Problem.Kind.UNREADABLE, "could not be kept: " + failure.getMessage());
      return new Region(file, start, fileUsed - start, problem);
    }
  }

  /// A region that is written piece by piece, by one thread, while others keep theirs. What is
  /// large goes to a file of its own, as nameless as the spool's.
  public Writer writer() {
    return new Writer();
  }

  /// Takes the bytes of one region.
  public final class Writer extends OutputStream {
    private byte[] memory = new byte[1024];
    private int held;
    private @Nullable RandomAccessFile own;
    private long size;

    private Writer() {}

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      reserve(length);
      size += length;
      if (own == null && held + length <= SMALL_BYTES) {
        memory = Arrays.copyOf(memory, Math.max(memory.length, capacity(held + length)));
        System.arraycopy(bytes, offset, memory, held, length);
        held += length;
        return;
      }
      if (own == null) {
        own = file();
        own.write(memory, 0, held);
        memory = new byte[0];
      }
      own.write(bytes, offset, length);
    }

    private static int capacity(int needed) {
      return Math.max(1024, Integer.highestOneBit(Math.max(1, needed - 1)) * 2);
    }

    /// What was written.
    public Region region() {
      return own == null ? new Region(Arrays.copyOf(memory, held)) : new Region(own, 0, size, null);
    }
  }

  private synchronized void reserve(int count) throws IOException {
    if (memoryUsed + fileUsed + othersUsed + count > bytesMax) {
      throw new IOException("more than the %d bytes that are kept".formatted(bytesMax));
    }
    othersUsed += count;
  }

  private synchronized RandomAccessFile file() throws IOException {
    var another = nameless();
    others.add(another);
    return another;
  }

  private Problem full() {
    return Problem.of(
        Problem.Kind.LIMIT, "cut: all members kept exceed %d bytes".formatted(bytesMax));
  }

  private void append(int count) throws IOException {
    var to = file == null ? create() : file;
    synchronized (to) {
      to.seek(fileUsed);
      to.write(buffer, 0, count);
    }
    fileUsed += count;
  }

  private RandomAccessFile create() throws IOException {
    file = nameless();
    return file;
  }

  private RandomAccessFile nameless() throws IOException {
    if (closed) {
      throw new IOException("the spool is closed");
    }
    var path = Files.createTempFile(folder, "casebook-", ".spool");
    try {
      var nameless = new RandomAccessFile(path.toFile(), "rw");
      names.put(nameless, path);
      return nameless;
    } finally {
      Files.delete(path);
    }
  }

  /// Where another process of this user can read a region as long as this one has the spool open.
  ///
  /// @param file a path under `/proc/PID/fd`; see proc_pid_fd(5)
  public record Location(String file, long start, long size) {}

  /// Where a region lies; one in memory is written to the spool's file first.
  ///
  /// @throws IOException if it can't be written, or this system has no `/proc`
  public Location locate(Region region) throws IOException {
    if (region.memory == null) {
      return new Location(openPath(Objects.requireNonNull(region.from)), region.start, region.size);
    }
    synchronized (this) {
      var to = file == null ? create() : file;
      long start = fileUsed;
      synchronized (to) {
        to.seek(start);
        to.write(region.memory);
      }
      fileUsed += region.size;
      return new Location(openPath(to), start, region.size);
    }
  }

  /// The descriptor is not told by Java; but its link in /proc names the file that had the name.
  private String openPath(RandomAccessFile file) throws IOException {
    var known = openPaths.get(file);
    if (known == null) {
      known = search(names.get(file) + " (deleted)");
      openPaths.put(file, known);
    }
    return known;
  }

  private static String search(String target) throws IOException {
    try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (var descriptor : descriptors) {
        if (Files.isSymbolicLink(descriptor)
            && Files.readSymbolicLink(descriptor).toString().equals(target)) {
          return "/proc/" + ProcessHandle.current().pid() + "/fd/" + descriptor.getFileName();
        }
      }
    }
    throw new IOException("the spool's file has no descriptor under /proc/self/fd");
  }

  /// Frees memory and disk; regions can no longer be read.
  @Override
  public synchronized void close() throws IOException {
    closed = true;
    if (file != null) {
      file.close();
    }
    for (var other : others) {
      other.close();
    }
  }

  /// The bytes of one member in the spool.
  public final class Region implements SeekableBytes {
    private final byte @Nullable [] memory;
    private final @Nullable RandomAccessFile from;
    private final long start;
    private final long size;
    private final @Nullable Problem problem;

    private Region(byte[] memory) {
      this.memory = memory;
      this.from = null;
      this.start = 0;
      this.size = memory.length;
      this.problem = null;
    }

    private Region(
        @Nullable RandomAccessFile from, long start, long size, @Nullable Problem problem) {
      this.memory = null;
      this.from = from;
      this.start = start;
      this.size = size;
      this.problem = problem;
    }

    /// How many bytes there are.
    @Override
    public long size() {
      return size;
    }

    /// Whether bytes are missing at the end.
    public boolean isTruncated() {
      return problem != null;
    }

    /// Why bytes are missing.
    public Optional<Problem> problem() {
      return Optional.ofNullable(problem);
    }

    /// All bytes from the first on, buffered.
    public InputStream open() {
      return new BufferedInputStream(slice(0, size), SMALL_BYTES);
    }

    /// Reads some bytes from `position` on; -1 when it is at or past the end.
    ///
    /// @throws IOException when the spool is closed or its disk fails
    public int read(long position, ByteBuffer to) throws IOException {
      if (!to.hasRemaining()) {
        return 0;
      }
      if (to.hasArray()) {
        int at = to.position();
        int count = read(position, to.array(), to.arrayOffset() + at, to.remaining());
        to.position(at + Math.max(0, count));
        return count;
      }
      var bytes = new byte[Math.min(to.remaining(), SMALL_BYTES)];
      int count = read(position, bytes, 0, bytes.length);
      to.put(bytes, 0, Math.max(0, count));
      return count;
    }

    /// The bytes, mapped: valid as long as the arena is open, even when the spool is closed.
    ///
    /// @throws IOException when the spool was closed before
    public MemorySegment map(Arena arena) throws IOException {
      if (memory != null) {
        return MemorySegment.ofArray(memory).asReadOnly();
      }
      return Objects.requireNonNull(from)
          .getChannel()
          .map(FileChannel.MapMode.READ_ONLY, start, size, arena);
    }

    @Override
    public int read(long position, byte[] to, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, to.length);
      if (closed) {
        throw new IOException("the spool is closed");
      }
      if (position < 0 || position >= size) {
        return -1;
      }
      int count = (int) Math.min(length, size - position);
      if (memory != null) {
        System.arraycopy(memory, (int) position, to, offset, count);
        return count;
      }
      var file = Objects.requireNonNull(from);
      synchronized (file) {
        file.seek(start + position);
        return file.read(to, offset, count);
      }
    }
  }
}

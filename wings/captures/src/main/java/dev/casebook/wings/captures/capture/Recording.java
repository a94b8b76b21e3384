package dev.casebook.wings.captures.capture;

import dev.casebook.wings.captures.format.PcapngWriter;
import dev.casebook.wings.captures.format.PcapngWriter.Described;
import dev.casebook.wings.captures.format.PcapngWriter.Statistics;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where captured packets are written: a stream, a file, or a ring of files of which the oldest is
/// removed. Each file is a capture of its own, readable by its owner only.
public final class Recording implements Closeable {

  private static final int BUFFER = 1 << 18;

  private static final long NANOS = 1_000_000_000L;

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  /// When a file is full; zero is never.
  ///
  /// @param filesMax how many are kept; 0 for all
  public record Ring(long bytesMax, long nanosMax, int filesMax) {
    public static final Ring NONE = new Ring(0, 0, 0);

    public boolean isUsed() {
      return bytesMax > 0 || nanosMax > 0;
    }
  }

  private final @Nullable Path path;
  private final Ring ring;
  private final String system;
  private final String application;
  private final List<Described> interfaces = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();
  private final @Nullable OutputStream stream;
  private @Nullable PcapngWriter writer;
  private @Nullable OutputStream out;
  private long began;
  private int number;
  private int removed;
  private long before;
  private boolean holdsPackets;

  private Recording(
      @Nullable Path path,
      Ring ring,
      @Nullable OutputStream stream,
      String system,
      String application) {
    this.path = path;
    this.ring = ring;
    this.stream = stream;
    this.system = system;
    this.application = application;
  }

  /// @param system of this host, for the capture's head
  public static Recording toStream(OutputStream stream, String system, String application)
      throws IOException {
    var recording = new Recording(null, Ring.NONE, stream, system, application);
    recording.open(stream);
    return recording;
  }

  /// @param path the file, or what the names of a ring's files are made of: `web_00001_TIME.pcapng`
  ///   for `web.pcapng`
  /// @throws IOException if it can't be made; of a ring, only with its first packet
  public static Recording toFile(Path path, Ring ring, String system, String application)
      throws IOException {
    var recording = new Recording(path, ring, null, system, application);
    if (!ring.isUsed()) {
      recording.open(path);
    }
    return recording;
  }

  private void open(Path file) throws IOException {
    var channel =
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    files.add(file);
    open(Channels.newOutputStream(channel));
  }

  private void open(OutputStream to) throws IOException {
    out = to;
    var opened = new PcapngWriter(new BufferedOutputStream(to, BUFFER));
    opened.section(System.getProperty("os.arch", ""), system, application);
    for (var one : interfaces) {
      opened.describe(one);
    }
    writer = opened;
    holdsPackets = false;
  }

  /// @return the number by which its packets are written
  public int describe(Described one) throws IOException {
    interfaces.add(one);
    if (writer != null) {
      writer.describe(one);
    }
    return interfaces.size() - 1;
  }

  public void packet(int on, long nanos, byte[] data, long length) throws IOException {
    if (ring.isUsed() && isFull(nanos)) {
      turn(nanos);
    }
    holdsPackets = true;
    open().packet(on, nanos, data, length);
  }

  private PcapngWriter open() {
    if (writer == null) {
      throw new IllegalStateException("no file is open");
    }
    return writer;
  }

  /// By the times of packets, so that each file holds so many seconds of the network.
  private boolean isFull(long nanos) {
    return writer == null
        || (holdsPackets
            && ((ring.bytesMax > 0 && writer.written() >= ring.bytesMax)
                || (ring.nanosMax > 0 && nanos - began >= ring.nanosMax)));
  }

  private void turn(long nanos) throws IOException {
    finish();
    began = nanos;
    number++;
    open(numbered(nanos));
    if (ring.filesMax > 0 && files.size() - removed > ring.filesMax) {
      Files.deleteIfExists(files.get(removed));
      removed++;
    }
  }

  private Path numbered(long nanos) {
    if (path == null) {
      throw new IllegalStateException("a stream is no ring");
    }
    var name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    var stamp = STAMP.format(Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS)));
    return path.resolveSibling(
        "%s_%05d_%s%s"
            .formatted(
                dot > 0 ? name.substring(0, dot) : name,
                number,
                stamp,
                dot > 0 ? name.substring(dot) : ""));
  }

  boolean isStream() {
    return stream != null;
  }

  /// What the interface has counted until now.
  public void statistics(int on, long nanos, Statistics counts) throws IOException {
    if (writer != null) {
      writer.statistics(on, nanos, counts);
    }
  }

  public void flush() throws IOException {
    if (writer != null) {
      writer.flush();
    }
  }

  /// Bytes in all files, removed ones too.
  public long written() {
    return before + (writer == null ? 0 : writer.written());
  }

  /// The files that are there, in order.
  public List<Path> files() {
    return List.copyOf(files.subList(removed, files.size()));
  }

  /// How many were removed to make room.
  public int removed() {
    return removed;
  }

  private void finish() throws IOException {
    if (writer != null) {
      before += writer.written();
      writer.flush();
      writer = null;
    }
    if (out != null && stream == null) {
      out.close();
    }
    out = null;
  }

  /// Writes what is left. A stream of somebody else's stays open.
  @Override
  public void close() throws IOException {
    finish();
  }
}

package dev.casebook.evidence.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A zip archive: members in the order of its directory or, where that is missing, as they are
/// found one after another.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10.
final class ZipReader extends ArchiveReader {
  static final int MAGIC_BYTES = 4;

  private static final int EMPTY_SIGNATURE = 0x06054B50;

  private static final int FILE_TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120000;

  private final SeekableBytes bytes;
  private final Closeable owner;
  private final @Nullable ZipDirectory directory;

  /// The archive from `base` on. It stays where it is as long as members follow on each other.
  private final ByteSource source;

  private final DeflateStream deflated;
  private long base;

  private BoundedStream content = BoundedStream.empty();
  private InputStream decoder = InputStream.nullInputStream();
  private String path = "";
  private long produced;
  private boolean ended;

  private ZipReader(SeekableBytes bytes, Closeable owner, Limits limits) {
    super(limits);
    this.bytes = bytes;
    this.owner = owner;
    this.source = new ByteSource(bytes.slice(0, bytes.size()));
    this.deflated = new DeflateStream(source);
    this.directory = ZipDirectory.find(bytes).orElse(null);
    if (directory == null) {
      report(Problem.Kind.TRUNCATED, "its directory is missing: members are looked for one by one");
    }
  }

  static boolean isMagic(byte[] head) {
    if (head.length < MAGIC_BYTES) {
      return false;
    }
    int signature = (int) new ByteSource(head).littleEndian(0, 4);
    return signature == ZipRecord.LOCAL_SIGNATURE || signature == EMPTY_SIGNATURE;
  }

  static ZipReader of(Path file, Limits limits) throws IOException {
    var bytes = new FileBytes(file);
    return new ZipReader(bytes, bytes, limits);
  }

  static ZipReader of(InputStream in, Limits limits, Spool spool) {
    var region = spool.keep(in);
    var reader = new ZipReader(region, in, limits);
    region.problem().ifPresent(reader::report);
    return reader;
  }

  @Override
  public Optional<Entry> next() {
    try {
      endContent();
      while (!ended && mayReadOn() && !isBomb()) {
        var record = directory == null ? search() : directory.next();
        if (record.isEmpty()) {
          break;
        }
        var entry = entry(record.get());
        if (entry.isPresent()) {
          return entry;
        }
      }
    } catch (Damage damage) {
      report(damage.kind, damage.reason());
    } catch (IOException failure) {
      report(Problem.Kind.UNREADABLE, "reading failed: " + failure.getMessage());
    }
    ended = true;
    return Optional.empty();
  }

  @Override
  public BoundedStream content() {
    return content;
  }

  private void endContent() {
    if (directory == null) {
      // Only its own end tells where a member of unknown size ends.
      content.skip(Long.MAX_VALUE);
    }
    content.problem().ifPresent(problem -> report(problem.in(path)));
    produced += content.count();
    content = BoundedStream.empty();
    endDecoder();
  }

  /// A member's own decoder may hold memory outside the heap.
  private void endDecoder() {
    try {
      decoder.close();
    } catch (IOException closing) {
      // It was read as far as anyone wanted.
    }
    decoder = InputStream.nullInputStream();
  }

  /// Members may share their bytes, so the bound on all of them is kept here too.
  private boolean isBomb() {
    if (produced >= limits.totalBytes()) {
      report(
          Problem.Kind.LIMIT,
          "more than the %d bytes allowed: the rest is not read".formatted(limits.totalBytes()));
      return true;
    }
    if (!limits.expansion(bytes::size).isExceeded(produced)) {
      return false;
    }
    report(
        Problem.Kind.LIMIT,
        "expands more than %d times: the rest is not read".formatted(limits.ratio()));
    return true;
  }

  private void moveTo(long position) {
    long ahead = position - base - source.offset();
    if (ahead >= 0 && ahead <= source.buffered()) {
      source.advance((int) ahead);
    } else {
      base = position;
      source.reset(bytes.slice(position, bytes.size()));
    }
  }

  /// The record before the next member's data, wherever that is; the source stands at the data.
  private Optional<ZipRecord> search() throws IOException {
    while (source.has(ZipRecord.LOCAL_BYTES)) {
      if (source.peek(0) == 'P' && source.littleEndian(0, 4) == ZipRecord.LOCAL_SIGNATURE) {
        return Optional.of(ZipRecord.local(source));
      }
      source.advance(1);
    }
    return Optional.empty();
  }

  private Optional<Entry> entry(ZipRecord record) throws IOException {
    path = "";
    if (record.isEncrypted()) {
      return Optional.of(reject(record.name, Problem.Kind.ENCRYPTED, "encrypted"));
    }
    var method = ZipMethod.of(record.method);
    if (method.isEmpty()) {
      var reason = "compressed with %s, which is not read".formatted(ZipMethod.name(record.method));
      return Optional.of(reject(record.name, Problem.Kind.UNSUPPORTED, reason));
    }
    if (record.sizesFollow() && method.get() != ZipMethod.DEFLATED) {
      return Optional.of(
          reject(record.name, Problem.Kind.UNSUPPORTED, "nothing says where it ends"));
    }
    if (record.isAbsurd() || !findData(record)) {
      return Optional.of(
          reject(record.name, Problem.Kind.CORRUPT, "its data is not where it should be"));
    }
    int type = record.mode() & FILE_TYPE;
    return switch (type) {
      case REGULAR, FOLDER, LINK, 0 -> accept(record, method.get(), type);
      default -> Optional.of(reject(record.name, Problem.Kind.UNSAFE, "a device or a pipe"));
    };
  }

  /// Moves to the member's data; false when its own record is not in front of it.
  private boolean findData(ZipRecord record) throws IOException {
    if (directory == null) {
      return true;
    }
    moveTo(directory.localPosition(record));
    if (!source.has(ZipRecord.LOCAL_BYTES)
        || source.littleEndian(0, 4) != ZipRecord.LOCAL_SIGNATURE) {
      return false;
    }
    var _ = ZipRecord.local(source);
    return true;
  }

  private Optional<Entry> accept(ZipRecord record, ZipMethod method, int type) {
    var kind =
        type == LINK
            ? Member.Kind.SYMBOLIC_LINK
            : type == FOLDER || record.isFolder() ? Member.Kind.DIRECTORY : Member.Kind.FILE;
    var opened = open(record, method);
    var target = new byte[0];
    if (kind == Member.Kind.SYMBOLIC_LINK) {
      target = opened.readNBytes(limits.nameBytes() + 1);
      var problem = opened.problem();
      if (problem.isPresent()) {
        return Optional.of(reject(record.name, problem.get().kind(), problem.get().reason()));
      }
    }
    var entry =
        accept(
            new Header(
                record.name,
                kind,
                record.sizesFollow() ? 0 : record.size(),
                record.mode(),
                "",
                "",
                record.modifiedSeconds(),
                target));
    if (entry.isPresent() && entry.get() instanceof Member member && kind == Member.Kind.FILE) {
      path = member.path();
      content = opened;
    }
    return entry;
  }

  private BoundedStream open(ZipRecord record, ZipMethod method) {
    long start = source.offset();
    var stored = new ZipContent.Stored(source, record.compressedSize());
    var decoded =
        switch (method) {
          case STORED -> stored;
          case DEFLATED -> deflated.restart();
          case BZIP2 -> decoder(Compression.BZIP2, stored);
          case ZSTD -> decoder(Compression.ZSTD, stored);
          case XZ -> decoder(Compression.XZ, stored);
        };
    return new BoundedStream(
        new ZipContent(decoded, record),
        Math.min(limits.memberBytes(), limits.totalBytes() - produced),
        limits.expansion(() -> source.offset() - start));
  }

  private InputStream decoder(Compression compression, InputStream stored) {
    endDecoder();
    decoder = compression.decoder(new ByteSource(stored), limits);
    return decoder;
  }

  @Override
  public void close() throws IOException {
    endDecoder();
    deflated.close();
    owner.close();
  }
}

package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A tar archive as a stream: V7, ustar, pax and GNU.
///
/// A header whose checksum fails is passed over with everything up to the next sound one. Global
/// pax headers say nothing of use here and are left out. Source: as [TarHeader].
final class TarReader extends ArchiveReader {
  /// Extension headers in a row before one member; tools write three at most.
  private static final int EXTENSIONS_MAX = 32;

  /// Bytes read behind the end mark, to meet the decoder's own end and its checksum: writers pad to
  /// 10 KiB, tapes to 1 MiB at most.
  private static final int AFTER_END_MAX = 1 << 20;

  private final BoundedStream in;
  private final byte[] block = new byte[TarHeader.BLOCK_BYTES];
  private final TarHeader header = new TarHeader(block);
  private boolean ended;

  /// Bytes of data that follow the header read last.
  private long dataBytes;

  /// The path of a file; empty if what was read last is none.
  private String path = "";

  /// Made when it is asked for, as of few members it is.
  private @Nullable Content content;

  private record Content(Data data, BoundedStream bytes) {}

  TarReader(BoundedStream in, Limits limits) {
    super(limits);
    this.in = in;
  }

  @Override
  public Optional<Entry> next() {
    endContent();
    while (!ended && mayReadOn()) {
      var entry = nextEntry();
      if (entry.isPresent()) {
        return entry;
      }
    }
    ended = true;
    return Optional.empty();
  }

  @Override
  public BoundedStream content() {
    if (content == null) {
      var data = new Data(dataBytes);
      var bytes =
          path.isEmpty() ? BoundedStream.empty() : new BoundedStream(data, limits.memberBytes());
      content = new Content(data, bytes);
    }
    return content.bytes();
  }

  /// The next member's entry; empty when the archive ended or the member is not worth one.
  private Optional<Entry> nextEntry() {
    var extensions = new TarExtensions();
    for (int row = 0; row < EXTENSIONS_MAX; row++) {
      if (!readHeader()) {
        return Optional.empty();
      }
      if (!readExtension(extensions)) {
        return member(extensions);
      }
    }
    report(Problem.Kind.CORRUPT, "extension headers without a member at byte " + in.count());
    return Optional.empty();
  }

  /// Brings the next sound header into `block`; false at the end.
  private boolean readHeader() {
    if (!readBlock()) {
      return end(Problem.Kind.TRUNCATED, "ends without its end mark");
    }
    if (header.isZero()) {
      if (!readBlock() || header.isZero()) {
        return endAtMark();
      }
      report(Problem.Kind.NOTICE, "a block of zeros before byte " + in.count());
    }
    return header.isSound() || resynchronize();
  }

  /// A whole block; false when there is none.
  private boolean readBlock() {
    return in.readNBytes(block, 0, block.length) == block.length;
  }

  /// Reads on to the next block that is surely a header, at any byte: where bytes were lost or came
  /// twice in what the archive was compressed with, what follows is no longer where blocks begin.
  private boolean resynchronize() {
    long from = in.count() - block.length;
    int magic = TarHeader.magicIn(block, 1);
    while (true) {
      // What stands before the first magic number that may be a header's is passed over.
      int dropped = magic < 0 ? TarHeader.BLOCK_BYTES - TarHeader.MAGIC_END + 1 : magic;
      System.arraycopy(block, dropped, block, 0, block.length - dropped);
      if (in.readNBytes(block, block.length - dropped, dropped) < dropped) {
        return end(Problem.Kind.CORRUPT, "nothing more can be found from byte " + from);
      }
      if (header.hasMagic() && header.isSound()) {
        long lost = in.count() - block.length - from;
        report(
            Problem.Kind.CORRUPT,
            "%d bytes at byte %d are not a member and were passed over".formatted(lost, from));
        return true;
      }
      magic = TarHeader.magicIn(block, 1);
    }
  }

  private boolean end(Problem.Kind kind, String reason) {
    ended = true;
    report(in.problem().orElse(Problem.of(kind, reason)));
    return false;
  }

  private boolean endAtMark() {
    ended = true;
    var scratch = new byte[1 << 13];
    long until = in.count() + AFTER_END_MAX;
    boolean zeros = true;
    while (in.count() < until) {
      int count = in.read(scratch, 0, scratch.length);
      if (count < 0) {
        break;
      }
      for (int i = 0; i < count; i++) {
        zeros &= scratch[i] == 0;
      }
    }
    if (!zeros) {
      report(Problem.Kind.NOTICE, "followed by bytes that were not read");
    }
    in.problem().ifPresent(this::report);
    return false;
  }

  /// Reads the block's extension header; false when it is not one.
  private boolean readExtension(TarExtensions extensions) {
    char type = header.type();
    if ("LKxXgV".indexOf(type) < 0) {
      return false;
    }
    long size = header.size();
    if (size > limits.extensionBytes() || size < 0) {
      skip(size);
      skip(padding(size));
      if (type != 'g' && type != 'V') {
        extensions.unread(size, limits.extensionBytes());
      }
      return true;
    }
    var bytes = in.readNBytes((int) size);
    skip(padding(size));
    switch (type) {
      case 'L' -> extensions.gnuName(bytes);
      case 'K' -> extensions.gnuTarget(bytes);
      case 'x', 'X' -> extensions.pax(bytes);
      default -> {}
    }
    return true;
  }

  private static long padding(long size) {
    return -size & (TarHeader.BLOCK_BYTES - 1);
  }

  /// The entry of a member whose own header is in `block`.
  private Optional<Entry> member(TarExtensions extensions) {
    char type = header.type();
    var name = extensions.nameOr(header.name());
    long size = extensions.sizeOr(header.size());
    if ("123456".indexOf(type) >= 0) {
      // POSIX: no data follows, whatever the size says. A writer that thinks otherwise is
      // resynchronised with.
      size = 0;
    }
    if (type == 'S') {
      skipSparseMap();
    }
    dataBytes = Math.max(0, size);
    if (extensions.problem().isPresent()) {
      var problem = extensions.problem().get();
      return Optional.of(reject(name, problem.kind(), problem.reason()));
    }
    if (size < 0) {
      return Optional.of(reject(name, Problem.Kind.CORRUPT, "its size is not a number"));
    }
    if (type == 'S' || extensions.isSparse()) {
      return Optional.of(reject(name, Problem.Kind.UNSUPPORTED, "a sparse file is not read"));
    }
    return switch (type) {
      case '0', 0, '7' -> member(fileOrFolder(name), name, size, extensions);
      case '5', 'D' -> member(Member.Kind.DIRECTORY, name, size, extensions);
      case '1' -> member(Member.Kind.HARD_LINK, name, size, extensions);
      case '2' -> member(Member.Kind.SYMBOLIC_LINK, name, size, extensions);
      case '3', '4', '6' -> Optional.of(reject(name, Problem.Kind.UNSAFE, "a device or a pipe"));
      default ->
          Optional.of(
              reject(
                  name, Problem.Kind.UNSUPPORTED, "of unknown type 0x%02x".formatted((int) type)));
    };
  }

  /// Tar as of Version 7 had no other mark for a folder than the slash.
  private static Member.Kind fileOrFolder(byte[] name) {
    return name.length > 0 && name[name.length - 1] == '/'
        ? Member.Kind.DIRECTORY
        : Member.Kind.FILE;
  }

  private Optional<Entry> member(
      Member.Kind kind, byte[] name, long size, TarExtensions extensions) {
    var entry =
        accept(
            new Header(
                name,
                kind,
                size,
                header.mode(),
                header.owner(),
                header.group(),
                extensions.modifiedSecondsOr(header.modifiedSeconds()),
                extensions.targetOr(header.target())));
    if (entry.isPresent() && entry.get() instanceof Member member && kind == Member.Kind.FILE) {
      path = member.path();
    }
    return entry;
  }

  /// Blocks of an old GNU sparse map come before the data and are not counted in its size.
  private void skipSparseMap() {
    boolean more = header.hasMoreSparseMap(true);
    while (more && readBlock()) {
      more = header.hasMoreSparseMap(false);
    }
  }

  /// Reports what went wrong with the last content and passes over what is left of it.
  private void endContent() {
    long left = dataBytes;
    boolean known = false;
    if (content != null) {
      left = content.data().left;
      var problem = content.bytes().problem();
      problem.ifPresent(one -> report(one.in(path)));
      known = problem.isPresent();
    }
    if (skip(left) < left && !known && !path.isEmpty()) {
      report(
          new Problem(
              Problem.Kind.TRUNCATED,
              path,
              "the archive ends inside its %d bytes".formatted(dataBytes)));
    }
    skip(padding(dataBytes));
    dataBytes = 0;
    path = "";
    content = null;
  }

  private long skip(long count) {
    return in.skip(Math.max(0, count));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /// A member's data in the archive, until its size is reached or the archive ends.
  private final class Data extends BulkStream {
    private final long size;
    private long left;

    Data(long size) {
      this.size = size;
      this.left = size;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(to, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw Damage.truncated("the archive ends inside its %d bytes".formatted(size));
      }
      left -= count;
      return count;
    }
  }
}

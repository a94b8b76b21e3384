package dev.casebook.evidence.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A stranger's archive, read member by member in its own order.
///
/// Nothing in the evidence makes it throw: a bad member is a [Rejected] entry, damage is among the
/// [#problems], and what follows is read as far as it can be found. For one thread at a time.
///
/// ```
/// for (var next = archive.next(); next.isPresent(); next = archive.next()) {
///   if (next.get() instanceof Member member && isWanted(member)) {
///     var region = spool.keep(archive.content());
///   }
/// }
/// ```
public abstract sealed class ArchiveReader implements Closeable permits TarReader, ZipReader {
  private static final int PERMISSION_BITS = 07777;

  final Limits limits;
  private final Problems problems;
  private final PathSet paths = new PathSet();
  private int count;
  private boolean absoluteSeen;
  private Instant lastModified = Instant.EPOCH;

  ArchiveReader(Limits limits) {
    this.limits = limits;
    this.problems = new Problems(limits.problems());
  }

  /// Opens a file: an archive by its content, or a single file without its compression.
  ///
  /// @throws IOException when the file cannot be opened
  public static Opened open(Path file, Limits limits) throws IOException {
    var source = ByteSource.of(file);
    if (ZipReader.isMagic(source.head(ZipReader.MAGIC_BYTES))) {
      source.close();
      return new Opened.Archive(ZipReader.of(file, limits), "zip");
    }
    return open(source, limits);
  }

  /// Opens a stream. A zip can only be read from its end, so it goes to the spool as a whole first.
  public static Opened open(InputStream in, Limits limits, Spool spool) {
    var source = new ByteSource(in);
    if (ZipReader.isMagic(source.head(ZipReader.MAGIC_BYTES))) {
      return new Opened.Archive(ZipReader.of(source, limits, spool), "zip");
    }
    return open(source, limits);
  }

  private static Opened open(ByteSource source, Limits limits) {
    var opened = Compression.open(source, limits);
    var compression = opened.compression();
    if (!TarHeader.begins(opened.bytes().head(TarHeader.BLOCK_BYTES))) {
      return new Opened.SingleFile(compression, opened.bytes());
    }
    var format = compression == Compression.NONE ? "tar" : "tar, " + compression;
    return new Opened.Archive(new TarReader(opened.bytes(), limits), format);
  }

  /// The next entry, or empty at the end. Ends the content of the one before.
  public abstract Optional<Entry> next();

  /// The bytes of the file that [#next] just returned, valid until it is called again; nothing for
  /// other members. What is wrong with them becomes one of the [#problems].
  public abstract BoundedStream content();

  /// What was wrong so far, in the order it was met; complete when [#next] has returned empty.
  public List<Problem> problems() {
    return problems.list();
  }

  void report(Problem problem) {
    problems.add(problem);
  }

  void report(Problem.Kind kind, String reason) {
    problems.add(Problem.of(kind, reason));
  }

  /// Whether one member more may be read; reports when not.
  boolean mayReadOn() {
    if (count < limits.members()) {
      return true;
    }
    report(
        Problem.Kind.LIMIT,
        "more than %d members: the rest is not read".formatted(limits.members()));
    return false;
  }

  Rejected reject(byte[] name, Problem.Kind kind, String reason) {
    count++;
    var shown = MemberName.printable(name);
    var rejected =
        new Rejected(shown, MemberName.harmless(name, limits), new Problem(kind, shown, reason));
    report(rejected.problem());
    return rejected;
  }

  /// A member as its header describes it, or its rejection; empty for the archive's top folder.
  Optional<Entry> accept(Header header) {
    return switch (MemberName.parse(header.name, limits)) {
      case MemberName.Refused refused ->
          Optional.of(reject(header.name, refused.kind(), refused.reason()));
      case MemberName.Inside inside -> accept(header, inside);
    };
  }

  private Optional<Entry> accept(Header header, MemberName.Inside name) {
    count++;
    if (name.path().isEmpty() && header.kind == Member.Kind.DIRECTORY) {
      return Optional.empty();
    }
    if (name.path().isEmpty()) {
      return Optional.of(reject(header.name, Problem.Kind.UNSAFE, "it has no name"));
    }
    var target = target(header);
    if (target instanceof MemberName.Refused refused) {
      return Optional.of(reject(header.name, refused.kind(), "as a link, " + refused.reason()));
    }
    noticeAbsolute(name);
    boolean repeated = !paths.add(name.path());
    if (repeated && header.kind != Member.Kind.DIRECTORY) {
      report(new Problem(Problem.Kind.NOTICE, name.path(), "is there more than once"));
    }
    var path = target instanceof MemberName.Inside inside ? inside.path() : "";
    return Optional.of(
        new Member(
            name.path(),
            header.kind,
            header.kind == Member.Kind.FILE ? header.size : 0,
            (int) header.mode & PERMISSION_BITS,
            header.owner,
            header.group,
            instant(header.modifiedSeconds),
            path,
            repeated));
  }

  /// Where a link leads. A symbolic link's target is kept as it is: whether it leads outside
  /// depends on where in the archive the host's root is, which its reader knows.
  private MemberName target(Header header) {
    return switch (header.kind) {
      case FILE, DIRECTORY -> MemberName.NONE;
      case HARD_LINK -> MemberName.parse(header.target, limits);
      case SYMBOLIC_LINK -> MemberName.verbatim(header.target, limits);
    };
  }

  private void noticeAbsolute(MemberName.Inside name) {
    if (name.wasAbsolute() && !absoluteSeen) {
      absoluteSeen = true;
      report(
          new Problem(
              Problem.Kind.NOTICE,
              name.path(),
              "its name is absolute, as others may be: read as relative"));
    }
  }

  /// A collector gives most members the same time.
  private Instant instant(long seconds) {
    if (seconds != lastModified.getEpochSecond()) {
      try {
        lastModified = Instant.ofEpochSecond(seconds);
      } catch (DateTimeException absurd) {
        return Instant.EPOCH;
      }
    }
    return lastModified;
  }
}

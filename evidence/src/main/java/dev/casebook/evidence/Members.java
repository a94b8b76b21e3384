package dev.casebook.evidence;

import dev.casebook.evidence.archive.ArchiveReader;
import dev.casebook.evidence.archive.Limits;
import dev.casebook.evidence.archive.Member;
import dev.casebook.evidence.archive.Opened;
import dev.casebook.evidence.archive.Problem;
import dev.casebook.evidence.archive.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// What a source is made of, one member after the other as it lies there, links as links and bytes
/// as they are: what a copy of it is made from. It can be gone through any number of times.
public interface Members {

  /// Takes members in their order.
  interface Visitor {
    /// @param content its bytes, if it is a file; valid until this returns
    void take(Member member, InputStream content) throws IOException;

    /// What is there and can't be copied.
    ///
    /// @param reason follows the name in a sentence
    void refuse(String name, String reason);
  }

  /// Goes through them once.
  ///
  /// @return what was wrong with the source
  List<Problem> each(Visitor visitor) throws IOException;

  /// Of a folder, an archive, or a file, which is one member.
  static Members of(Path source) {
    return Files.isDirectory(source)
        ? new FolderMembers(source)
        : visitor -> ofFile(source, visitor);
  }

  private static List<Problem> ofFile(Path file, Visitor visitor) throws IOException {
    try (var opened = ArchiveReader.open(file, Limits.DEFAULT)) {
      if (opened instanceof Opened.Archive(var reader, _)) {
        return ofArchive(reader, visitor);
      }
    }
    try (var in = Files.newInputStream(file)) {
      visitor.take(single(file), in);
    }
    return List.of();
  }

  private static Member single(Path file) throws IOException {
    return new Member(
        String.valueOf(file.getFileName()),
        Member.Kind.FILE,
        Files.size(file),
        0600,
        "",
        "",
        modified(file),
        "",
        false);
  }

  private static Instant modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  private static List<Problem> ofArchive(ArchiveReader archive, Visitor visitor)
      throws IOException {
    for (var next = archive.next(); next.isPresent(); next = archive.next()) {
      switch (next.get()) {
        case Member member -> visitor.take(member, archive.content());
        case Rejected rejected -> visitor.refuse(rejected.name(), rejected.problem().reason());
      }
    }
    return archive.problems();
  }
}

package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a test read of an archive: one line an entry, the bytes of its files, its problems.
record Reading(
    String format, List<String> entries, Map<String, byte[]> files, List<Problem> problems) {
  static Reading of(byte[] archive) {
    return of(archive, Limits.DEFAULT);
  }

  static Reading of(byte[] archive, Limits limits) {
    return of(new ByteArrayInputStream(archive), limits);
  }

  static Reading of(InputStream in, Limits limits) {
    try (var spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")));
        var opened = ArchiveReader.open(in, limits, spool)) {
      return of(opened);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  static Reading of(Path file, Limits limits) {
    try (var opened = ArchiveReader.open(file, limits)) {
      return of(opened);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static Reading of(Opened opened) {
    return switch (opened) {
      case Opened.SingleFile file ->
          new Reading(
              "file",
              List.of(),
              Map.of("", file.bytes().readAllBytes()),
              file.bytes().problem().stream().toList());
      case Opened.Archive archive -> of(archive);
    };
  }

  private static Reading of(Opened.Archive archive) {
    var reader = archive.reader();
    var entries = new ArrayList<String>();
    var files = new LinkedHashMap<String, byte[]>();
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      switch (next.get()) {
        case Rejected rejected -> entries.add("rejected " + rejected.name());
        case Member member -> {
          entries.add(line(member));
          if (member.kind() == Member.Kind.FILE) {
            files.put(member.path(), reader.content().readAllBytes());
          }
        }
      }
    }
    return new Reading(archive.format(), entries, files, reader.problems());
  }

  private static String line(Member member) {
    return switch (member.kind()) {
      case FILE -> "file " + member.path();
      case DIRECTORY -> "folder " + member.path();
      case SYMBOLIC_LINK -> "link " + member.path() + " -> " + member.target();
      case HARD_LINK -> "same " + member.path() + " = " + member.target();
    };
  }

  String text(String path) {
    return new String(files.getOrDefault(path, new byte[0]), UTF_8);
  }

  /// The problems as `KIND member: reason`.
  List<String> said() {
    return problems.stream().map(problem -> problem.kind() + " " + problem).toList();
  }
}

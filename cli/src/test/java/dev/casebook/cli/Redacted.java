package dev.casebook.cli;

import dev.casebook.evidence.Members;
import dev.casebook.evidence.archive.Member;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A redacted copy of a source, unpacked under the source's own name, and what each token stands
/// for.
record Redacted(Path copy, Map<String, String> mapping) {

  static Redacted of(Path source, Path folder) throws IOException {
    var archive = folder.resolve("copy.tar");
    var file = folder.resolve("mapping");
    Files.deleteIfExists(archive);
    Files.deleteIfExists(file);
    var launch =
        Launch.of(
            "redact",
            source.toString(),
            "--to",
            archive.toString(),
            "--mapping",
            file.toString(),
            "--keep");
    if (launch.status() != 0) {
      throw new AssertionError(source + ": " + launch.errors() + launch.output());
    }
    var mapping = new HashMap<String, String>();
    for (var line : Files.readAllLines(file)) {
      var parts = line.split("\t");
      if (parts.length == 3) {
        mapping.put(parts[2], parts[1]);
      }
    }
    var copy = folder.resolve("copy").resolve(source.getFileName());
    unpack(archive, copy, Files.isRegularFile(source));
    return new Redacted(copy, mapping);
  }

  private static void unpack(Path archive, Path to, boolean isFile) throws IOException {
    Members.of(archive)
        .each(
            new Members.Visitor() {
              @Override
              public void take(Member member, InputStream content) throws IOException {
                var path = isFile ? to : to.resolve(member.path());
                Files.createDirectories(path.getParent());
                switch (member.kind()) {
                  case FILE -> {
                    Files.copy(content, path);
                    Files.setLastModifiedTime(path, FileTime.from(member.modified()));
                  }
                  case DIRECTORY -> Files.createDirectories(path);
                  case SYMBOLIC_LINK -> Files.createSymbolicLink(path, Path.of(member.target()));
                  case HARD_LINK -> Files.createLink(path, to.resolve(member.target()));
                }
              }

              @Override
              public void refuse(String name, String reason) {
                throw new AssertionError(name + reason);
              }
            });
  }

  /// A text about the copy as one about the original.
  String restored(String text) {
    if (mapping.isEmpty()) {
      return text;
    }
    var words =
        mapping.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    return Pattern.compile("(?:(?<![A-Za-z0-9])|(?<=\\\\[nrt]))(?:" + words + ")(?![A-Za-z0-9])")
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(mapping.getOrDefault(found.group(), "")));
  }
}

package dev.casebook.redaction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// What became of what, for whoever may know it: a line each of kind, original and token, with tabs
/// between, behind the key that tokens hang on. It never goes into a bundle.
public final class MappingFile {

  private static final String KEY = "# key ";

  private MappingFile() {}

  /// The key of an earlier run, so that names get the same tokens again; a new one if there is no
  /// such file.
  ///
  /// @throws IOException if there is a file and it is no mapping
  static Key key(Optional<Path> file) throws IOException {
    if (file.isEmpty() || !Files.exists(file.get())) {
      return Key.fresh();
    }
    try (var lines = Files.lines(file.get())) {
      return lines
          .filter(line -> line.matches(KEY + "[0-9a-f]{64}"))
          .findFirst()
          .map(line -> Key.of(line.substring(KEY.length())))
          .orElseThrow(() -> new IOException(file.get() + " is no mapping of casebook redact"));
    }
  }

  /// Writes it, for its owner alone; what an earlier run wrote under this name is replaced.
  static void write(Path file, Knowledge knowledge) throws IOException {
    var text = new StringBuilder(KEY).append(knowledge.key.hex()).append('\n');
    knowledge.addresses.each(
        (from, to) -> line(text, "address", from.address("").text(), to.address("").text()));
    knowledge
        .macs
        .replaced()
        .forEach(
            (from, to) -> line(text, "mac", Replacement.mac(from, ':'), Replacement.mac(to, ':')));
    knowledge
        .tokens
        .replaced()
        .forEach((from, to) -> line(text, knowledge.tokens.kind(from).word(), from, to));
    var folder = file.toAbsolutePath().getParent();
    var part = Files.createTempFile(folder, ".casebook-", ".part");
    Files.writeString(part, text, StandardCharsets.UTF_8);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void line(StringBuilder text, String kind, String from, String to) {
    text.append(kind)
        .append('\t')
        .append(from.replaceAll("[\\t\\n]", " "))
        .append('\t')
        .append(to)
        .append('\n');
  }
}

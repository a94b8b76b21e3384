package dev.casebook.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.casebook.formats.logs.LogDetection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A line that somebody pasted: as it is, and without what differs from host to host.
final class ErrorLine {

  /// Numbers, addresses and paths, and what people write in their place.
  private static final Pattern OWN =
      Pattern.compile(
          "/[\\w.@+/-]++|(?<![0-9a-fA-F])[0-9a-fA-F]*+(?<=[0-9])[\\w.:%]*+|<[\\w -]{1,40}+>"
              + "|\\bX{2,}+\\b|\\bx(?:\\.x){3}\\b");

  /// A shorter one says too little to be taken for the same message.
  private static final int MASKED_MIN = 16;

  /// No program writes more of a message that is worth asking for.
  private static final int CHARS_MAX = 4000;

  /// The line, and its message where that is another text.
  private final Set<String> texts;

  private final String maskedLine;
  private final String maskedMessage;

  ErrorLine(String asked) {
    var stripped = asked.strip();
    var line = stripped.substring(0, Math.min(CHARS_MAX, stripped.length()));
    var bytes = line.getBytes(UTF_8);
    var slice =
        LogDetection.of(bytes, 0, bytes.length).parser().parse(bytes, 0, bytes.length).message();
    var message = slice.isPresent() ? slice.toString() : line;
    this.texts = new LinkedHashSet<>(List.of(line, message));
    this.maskedLine = masked(line);
    this.maskedMessage = masked(message);
  }

  /// Whether it is one that a signal of the note looks for, or one of its examples but for numbers,
  /// addresses and paths.
  boolean isOf(NoteLines lines) {
    return lines.finders().stream().anyMatch(finder -> texts.stream().anyMatch(finder::isIn))
        || lines.maskedExamples().stream().anyMatch(this::isAlike);
  }

  private boolean isAlike(String example) {
    return example.length() >= MASKED_MIN
        && (maskedLine.contains(example) || maskedMessage.equals(example));
  }

  static String masked(String text) {
    return OWN.matcher(text).replaceAll("#").strip();
  }
}

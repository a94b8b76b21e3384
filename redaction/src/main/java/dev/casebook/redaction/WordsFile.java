package dev.casebook.redaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What a user names besides: a word a line, or a pattern between slashes; `#` begins a remark.
///
/// @param words whole ones, whatever their case
/// @param patterns of the JDK, asked of each line
public record WordsFile(List<String> words, List<Pattern> patterns) {

  public static final WordsFile NONE = new WordsFile(List.of(), List.of());

  /// @throws IOException if it can't be read, or a pattern is none; the message says where
  public static WordsFile read(Path file) throws IOException {
    var words = new ArrayList<String>();
    var patterns = new ArrayList<Pattern>();
    int number = 0;
    for (var line : Files.readAllLines(file)) {
      number++;
      var text = line.strip();
      if (text.length() > 2 && text.startsWith("/") && text.endsWith("/")) {
        patterns.add(pattern(file, number, text.substring(1, text.length() - 1)));
      } else if (!text.isEmpty() && !text.startsWith("#")) {
        words.add(text);
      }
    }
    return new WordsFile(List.copyOf(words), List.copyOf(patterns));
  }

  private static Pattern pattern(Path file, int number, String text) throws IOException {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IOException(file + ":" + number + ": " + e.getDescription());
    }
  }
}

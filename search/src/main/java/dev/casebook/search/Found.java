package dev.casebook.search;

import dev.casebook.diagnosis.Note;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A note that a search found.
///
/// @param isLine whether one of its signals matches what was asked, which is an error line
/// @param passage the part of the note that has most of the words, as its author wrote it
/// @param words that were asked for, as they are looked up: without their endings
public record Found(Note note, boolean isLine, String passage, Set<String> words) {

  /// A shorter one is in too many words.
  private static final int MARKED_MIN = 2;

  public Found {
    words = Set.copyOf(words);
  }

  /// A text with each word marked that was asked for.
  public String marked(String text, UnaryOperator<String> mark) {
    var asked =
        words.stream()
            .filter(word -> word.length() >= MARKED_MIN)
            .sorted()
            .map(Found::pattern)
            .collect(Collectors.joining("|"));
    return asked.isEmpty()
        ? text
        : Pattern.compile(asked, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
            .matcher(text)
            .replaceAll(match -> Matcher.quoteReplacement(mark.apply(match.group())));
  }

  /// Latin words have endings, and begin where no letter stands before them.
  private static String pattern(String word) {
    boolean isLatin = word.codePoints().allMatch(c -> c < 0x2e80);
    return isLatin ? "(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "\\p{L}*" : Pattern.quote(word);
  }
}

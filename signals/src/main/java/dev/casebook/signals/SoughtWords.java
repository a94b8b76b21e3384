package dev.casebook.signals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a program that knows nothing of logs can look for in lines, as `grep -iF` does, so that it
/// passes over none in which a signal is found.
public final class SoughtWords implements Supplier<List<String>> {

  /// What stands in a line as the program wrote it, however that is wrapped: JSON and shells write
  /// double quotes, slashes, angle brackets and all beyond ASCII in other ways, and colours begin
  /// where a value or a bracket does.
  private static final Pattern UNWRAPPED = Pattern.compile("[a-z0-9 ._,:'()#%+*;!?~^@-]+");

  /// The same where a language without letters of ASCII leaves nothing else.
  private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7f]+");

  /// In bytes: a text of two stands in every other line.
  private static final int LENGTH_MIN = 3;

  /// Lines that tell of another line, or whose message is told in numbers (`journalctl -o json`).
  private static final List<String> ALWAYS =
      List.of("message repeated", "message\":[", "message\" : [");

  private final List<SignalPattern> signals;
  private @Nullable List<String> known;

  public SoughtWords(List<SignalPattern> signals) {
    this.signals = List.copyOf(signals);
  }

  /// In each line in which a signal is found stands one of these, its ASCII letters in either case.
  /// Empty where one of the signals can be found in any line.
  ///
  /// They are worked out once, for as many hosts as ask.
  @Override
  public synchronized List<String> get() {
    var words = known;
    if (words == null) {
      words = found();
      known = words;
    }
    return words;
  }

  private List<String> found() {
    var words = new ArrayList<String>(ALWAYS);
    for (var signal : signals) {
      var sought = signal.pattern().literals().stream().map(SoughtWords::of).toList();
      if (sought.isEmpty() || sought.contains(List.<String>of())) {
        return List.of();
      }
      sought.forEach(words::addAll);
    }
    return shortest(words);
  }

  /// The longest part of a literal that stands in a line in one way, or in each of two.
  private static List<String> of(String literal) {
    return longest(UNWRAPPED, literal)
        .map(List::of)
        .or(() -> longest(BEYOND_ASCII, literal).map(text -> List.of(text, escaped(text))))
        .orElse(List.of());
  }

  private static Optional<String> longest(Pattern part, String literal) {
    return part.matcher(literal)
        .results()
        .map(found -> found.group())
        .filter(word -> word.getBytes(StandardCharsets.UTF_8).length >= LENGTH_MIN)
        .max(Comparator.comparingInt(String::length));
  }

  /// As JSON may have it.
  private static String escaped(String text) {
    return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
  }

  /// Without those that hold another one.
  private static List<String> shortest(List<String> words) {
    var kept = new ArrayList<String>();
    words.stream()
        .distinct()
        .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .filter(word -> kept.stream().noneMatch(word::contains))
        .forEach(kept::add);
    return List.copyOf(kept);
  }
}

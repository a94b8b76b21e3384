package dev.casebook.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a note says of a row, with places for its values.
///
/// | in the text | printed |
/// | --- | --- |
/// | `{x}` | the value; `(not known)` where there is none |
/// | `{n\|packet}` | `1 packet`, `3 packets` |
/// | `{n\|address\|addresses}` | `1 address`, `3 addresses` |
/// | `[A\|B]` | the first part whose values are all known, else nothing |
/// | `{flag?}` | nothing; its part counts only where the value is true |
///
/// @param parts in order
record Sentence(List<Part> parts) {

  Sentence {
    parts = List.copyOf(parts);
  }

  /// A piece of a sentence.
  sealed interface Part {}

  /// Words as they stand.
  record Words(String text) implements Part {}

  /// A value's place.
  ///
  /// @param one what follows the number 1; null where the value stands alone
  /// @param many what follows other numbers
  record Hole(String name, @Nullable String one, @Nullable String many) implements Part {}

  /// A condition on its part.
  record Flag(String name) implements Part {}

  /// Parts of which the first that is known is printed.
  record Choice(List<Sentence> alternatives) implements Part {
    Choice {
      alternatives = List.copyOf(alternatives);
    }

    /// Whether no alternative may be known.
    boolean canBeEmpty() {
      return alternatives.stream()
          .noneMatch(each -> each.parts().stream().allMatch(Words.class::isInstance));
    }
  }

  private static final Pattern HOLE =
      Pattern.compile(
          "\\{([a-z][a-z0-9_]*)(?:(\\?)|\\|([^{}\\[\\]|]+)(?:\\|([^{}\\[\\]|]+))?)?\\}");

  /// @throws IllegalArgumentException if it is malformed, with what is wrong
  static Sentence of(String text) {
    var parts = new ArrayList<Part>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('[', at);
      if (open < 0) {
        addHoles(parts, text.substring(at));
        break;
      }
      int close = text.indexOf(']', open);
      if (close < 0 || text.substring(open + 1, close).contains("[")) {
        throw new IllegalArgumentException(
            "the [ before \"" + beginning(text.substring(open + 1)) + "\" has no ] of its own");
      }
      addHoles(parts, text.substring(at, open));
      parts.add(choice(text.substring(open + 1, close)));
      at = close + 1;
    }
    return new Sentence(parts);
  }

  private static String beginning(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20) + "…";
  }

  private static Choice choice(String text) {
    var alternatives = new ArrayList<Sentence>();
    int from = 0;
    int depth = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean ends = i == text.length() || (text.charAt(i) == '|' && depth == 0);
      if (ends) {
        var parts = new ArrayList<Part>();
        addHoles(parts, text.substring(from, i));
        alternatives.add(new Sentence(parts));
        from = i + 1;
      } else {
        depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      }
    }
    return new Choice(alternatives);
  }

  private static void addHoles(List<Part> parts, String text) {
    var hole = HOLE.matcher(text);
    int at = 0;
    while (hole.find()) {
      addWords(parts, text.substring(at, hole.start()));
      parts.add(part(hole));
      at = hole.end();
    }
    addWords(parts, text.substring(at));
  }

  private static Part part(Matcher hole) {
    if (hole.group(2) != null) {
      return new Flag(hole.group(1));
    }
    var one = hole.group(3);
    var many = hole.group(4) == null && one != null ? one + "s" : hole.group(4);
    return new Hole(hole.group(1), one, many);
  }

  private static void addWords(List<Part> parts, String text) {
    if (text.matches(".*[{}\\]].*")) {
      throw new IllegalArgumentException(
          "\"" + text.strip() + "\" has a brace or bracket that opens or closes nothing");
    }
    if (!text.isEmpty()) {
      parts.add(new Words(text));
    }
  }

  /// What is wrong with it where every value that can be unknown is: words on both sides of a place
  /// meet and nothing stands between them, such as two blanks. Empty if it reads well.
  Optional<String> gap() {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Choice choice && choice.canBeEmpty()) {
        var before = i > 0 && parts.get(i - 1) instanceof Words words ? words.text() : "";
        var after = i + 1 < parts.size() && parts.get(i + 1) instanceof Words w ? w.text() : "";
        boolean isOpenBefore = i == 0 || OPEN_BEFORE.matcher(before).find();
        boolean isOpenAfter = i + 1 == parts.size() || OPEN_AFTER.matcher(after).find();
        if (isOpenBefore && isOpenAfter && parts.size() > 1) {
          return Optional.of(
              "the sentence has a gap where nothing in \""
                  + ending(before)
                  + "[…]"
                  + beginning(after)
                  + "\" is known; end it with an alternative of words alone, or take a blank inside");
        }
      }
    }
    return Optional.empty();
  }

  private static final Pattern OPEN_BEFORE = Pattern.compile("[\\s:,;，：；、(（]$");
  private static final Pattern OPEN_AFTER = Pattern.compile("^[\\s.:,;)，。：；、）]");

  private static String ending(String text) {
    return text.length() <= 20 ? text : "…" + text.substring(text.length() - 20);
  }

  /// The columns that it names.
  Set<String> names() {
    var names = new LinkedHashSet<String>();
    for (var part : parts) {
      switch (part) {
        case Words _ -> {
          // Names none.
        }
        case Hole hole -> names.add(hole.name());
        case Flag flag -> names.add(flag.name());
        case Choice choice -> choice.alternatives().forEach(each -> names.addAll(each.names()));
      }
    }
    return names;
  }

  /// What it says of these values.
  ///
  /// @param values gives a column's cell; null where it is unknown
  String say(Function<String, @Nullable Object> values, Printed printed) {
    return parts.stream().map(part -> say(part, values, printed)).collect(Collectors.joining());
  }

  private static String say(Part part, Function<String, @Nullable Object> values, Printed printed) {
    return switch (part) {
      case Words words -> words.text();
      case Flag _ -> "";
      case Hole hole -> {
        var value = values.apply(hole.name());
        yield value == null ? printed.language().notKnown() : said(hole, value, printed);
      }
      case Choice choice ->
          choice.alternatives().stream()
              .filter(each -> each.isKnown(values))
              .findFirst()
              .map(each -> each.say(values, printed))
              .orElse("");
    };
  }

  private static String said(Hole hole, Object value, Printed printed) {
    var text = printed.of(hole.name(), value);
    if (hole.one() == null) {
      return text;
    }
    return text + " " + (text.equals("1") ? hole.one() : hole.many());
  }

  private boolean isKnown(Function<String, @Nullable Object> values) {
    return parts.stream()
        .allMatch(part ->
            switch (part) {
              case Words _, Choice _ -> true;
              case Hole hole -> isKnown(values.apply(hole.name()));
              case Flag flag -> Boolean.TRUE.equals(values.apply(flag.name()));
            });
  }

  private static boolean isKnown(@Nullable Object value) {
    return value instanceof List<?> list ? list.stream().anyMatch(Objects::nonNull) : value != null;
  }
}

package dev.casebook.signals;

import dev.casebook.formats.logs.Slice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names that come again and again in logs, each one string.
final class Words {
  /// More names than programs log on any host.
  private static final int WORDS_MAX = 20_000;

  /// Words met lately, each at the place that its length and last letter give it.
  private static final int RECENT = 256;

  private final Map<ByteKey, String> words = new HashMap<>();
  private final ByteKey key = new ByteKey();
  private final byte[][] recentBytes = new byte[RECENT][0];
  private final String[] recent = new String[RECENT];

  Words() {
    Arrays.fill(recent, "");
  }

  /// The field as a string; null where the line has none.
  @Nullable String of(Slice field) {
    if (!field.isPresent()) {
      return null;
    }
    int last = field.length() == 0 ? 0 : field.bytes()[field.to() - 1];
    int place = (31 * last + field.length()) & (RECENT - 1);
    if (!field.contentEquals(recentBytes[place])) {
      recent[place] = lookUp(field);
      recentBytes[place] = Arrays.copyOfRange(field.bytes(), field.from(), field.to());
    }
    return recent[place];
  }

  private String lookUp(Slice field) {
    key.clear();
    key.add(field.bytes(), field.from(), field.to());
    var known = words.get(key);
    if (known == null) {
      known = String.valueOf(field.text());
      if (words.size() < WORDS_MAX) {
        words.put(key.copy(), known);
      }
    }
    return known;
  }
}

package dev.casebook.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what was written again and looks for every original. It knows nothing of how they were
/// found: it cuts the text into words and asks whether one of them is an original, and stands where
/// a whole one would.
final class LeakCheck {

  /// What is told of those that were left.
  private static final int TOLD_MAX = 20;

  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]+");
  private final Map<String, List<String>> byWord = new HashMap<>();

  /// Those of no letter of ASCII, by their first.
  private final Map<Character, List<String>> foreign = new HashMap<>();

  private final Map<String, Kind> kinds = new HashMap<>();

  /// Of what the originals are looked for by.
  private final LongSet hashes = new LongSet();

  /// The last bits of these: most words need not be looked up.
  private long filter;

  private final Set<Point> addresses = new HashSet<>();
  private final V4Map v4 = new V4Map();
  private boolean hasV6;
  private final Set<Long> macs;
  private final Set<String> left = new LinkedHashSet<>();

  LeakCheck(Knowledge knowledge) {
    knowledge.addresses.each((original, _) -> {
      if (!Roots.isRootsOwn(original)) {
        addresses.add(original);
        if (original.isV4()) {
          v4.put(original.v4(), 1);
        }
        hasV6 |= !original.isV4();
      }
    });
    macs = knowledge.macs.replaced().keySet();
    knowledge
        .words
        .words()
        .forEach((word, kind) -> {
          if (!knowledge.tokens.of(kind, word).equals(word)) {
            kinds.put(word, kind);
            if (anchor(word).isEmpty()) {
              foreign.computeIfAbsent(word.charAt(0), _ -> new ArrayList<>(1)).add(word);
              return;
            }
            byWord.computeIfAbsent(anchor(word), _ -> new ArrayList<>(1)).add(word);
            long hash = hash(anchor(word));
            hashes.add(hash);
            filter |= 1L << hash;
          }
        });
  }

  private static String anchor(String word) {
    var matcher = WORD.matcher(word);
    var longest = "";
    while (matcher.find()) {
      longest = matcher.group().length() > longest.length() ? matcher.group() : longest;
    }
    return longest.toLowerCase(Locale.ROOT);
  }

  /// What was left, with where.
  Set<String> left() {
    return left;
  }

  /// @param where for people
  void line(String where, byte[] line, int from, int to) {
    boolean hasWord = hasWord(line, from, to) || (!foreign.isEmpty() && hasForeign(line, from, to));
    boolean hasForm = hasForm(line, from, to);
    if (hasWord && left.size() < TOLD_MAX) {
      words(where, new String(line, from, to - from, StandardCharsets.UTF_8));
    }
    if (hasForm && left.size() < TOLD_MAX) {
      forms(where, line, from, to);
    }
  }

  /// Whether one of its words is what an original is looked for by.
  private boolean hasWord(byte[] line, int from, int to) {
    long hash = EMPTY;
    for (int i = from; i <= to; i++) {
      byte c = i == to ? 0 : line[i];
      if (c >= 0 && isWord((char) c)) {
        if (hash == EMPTY && i > from && line[i - 1] == '\\') {
          int escape = Bytes.escape(line, i, to);
          i += escape;
          if (escape > 0) {
            i--;
            continue;
          }
        }
        hash = (hash ^ Bytes.lower(c)) * STEP;
      } else if (hash != EMPTY) {
        if ((filter & 1L << hash) != 0 && hashes.contains(hash)) {
          return true;
        }
        hash = EMPTY;
      }
    }
    return false;
  }

  private static boolean hasForeign(byte[] line, int from, int to) {
    for (int i = from; i < to; i++) {
      if (line[i] < 0) {
        return true;
      }
    }
    return false;
  }

  /// Whether it has the dots, colons or dashes of an address; a time of day has two colons.
  private static boolean hasForm(byte[] line, int from, int to) {
    int dots = 0;
    int colons = 0;
    int dashes = 0;
    for (int i = from + 1; i + 1 < to; i++) {
      byte c = line[i];
      if (c == '.') {
        dots += isDigit(line[i - 1]) && isDigit(line[i + 1]) ? 1 : 0;
      } else if (c == ':') {
        colons += line[i - 1] == ':' ? 5 : 1;
      } else if (c == '-') {
        dashes++;
      }
    }
    return dots > 2 || colons > 4 || dashes > 4;
  }

  private static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private static final long EMPTY = 1125899906842597L;
  private static final long STEP = 31 * 1_000_003L;

  private static long hash(String word) {
    return word.chars().asLongStream().reduce(EMPTY, (hash, c) -> (hash ^ c) * STEP);
  }

  /// Bytes of a file that is no text: originals as words, and addresses as their bits, at whatever
  /// place they stand.
  void bytes(String where, byte[] bytes, int from, int to) {
    line(where, bytes, from, to);
    long last = 0;
    long before = 0;
    for (int i = from; i < to && left.size() < TOLD_MAX; i++) {
      before = before << 8 | last >>> 56;
      last = last << 8 | (bytes[i] & 0xff);
      int read = i + 1 - from;
      if (read >= 4 && hasV4((int) last)) {
        left.add(where + ": address " + Point.v4((int) last).address("").text());
      }
      if (read >= 6 && macs.contains(last & MAC_BITS)) {
        left.add(where + ": hardware address " + Replacement.mac(last & MAC_BITS, ':'));
      }
      if (read >= 16 && hasV6 && addresses.contains(new Point(before, last))) {
        left.add(where + ": address " + new Point(before, last).address("").text());
      }
    }
  }

  private static final long MAC_BITS = (1L << 48) - 1;

  private boolean hasV4(int address) {
    return address != 0 && v4.contains(address);
  }

  void look(String where, String text) {
    if (left.size() >= TOLD_MAX) {
      return;
    }
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    words(where, text);
    forms(where, bytes, 0, bytes.length);
  }

  private void words(String where, String text) {
    int i = 0;
    while (i < text.length()) {
      if (!isWord(text.charAt(i))) {
        foreign(where, text, i++);
        continue;
      }
      int escape = i > 0 && text.charAt(i - 1) == '\\' ? escape(text, i) : 0;
      i += escape;
      int end = i;
      while (end < text.length() && isWord(text.charAt(end))) {
        end++;
      }
      var originals = byWord.get(text.substring(i, end).toLowerCase(Locale.ROOT));
      if (originals != null) {
        for (var original : originals) {
          if (stands(text, i, original, escape > 0)) {
            left.add(where + ": " + kinds.get(original) + " " + original);
          }
        }
      }
      i = Math.max(end, i);
    }
  }

  private static int escape(String text, int at) {
    var next = text.substring(at, Math.min(text.length(), at + 5));
    var bytes = next.getBytes(StandardCharsets.ISO_8859_1);
    return Bytes.escape(bytes, 0, bytes.length);
  }

  private void foreign(String where, String text, int at) {
    for (var original : foreign.getOrDefault(text.charAt(at), List.of())) {
      if (text.startsWith(original, at)) {
        left.add(where + ": " + kinds.get(original) + " " + original);
      }
    }
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /// @param isFree whether an escape ends before it
  private boolean stands(String text, int at, String original, boolean isFree) {
    boolean ignoresCase = Objects.requireNonNull(kinds.get(original)).ignoresCase();
    int start = at - original.toLowerCase(Locale.ROOT).indexOf(anchor(original));
    int end = start + original.length();
    return start >= 0
        && text.regionMatches(ignoresCase, start, original, 0, original.length())
        && (start == 0
            || (isFree && start == at)
            || !isWord(text.charAt(start - 1))
            || !isWord(original.charAt(0)))
        && (end == text.length()
            || !isWord(text.charAt(end))
            || !isWord(original.charAt(original.length() - 1)));
  }

  private void forms(String where, byte[] text, int from, int to) {
    new FormSearch(text, from, to)
        .each(
            address -> {
              if (addresses.contains(address)) {
                left.add(where + ": address " + address.address("").text());
              }
            },
            mac -> {
              if (macs.contains(mac)) {
                left.add(where + ": hardware address " + Replacement.mac(mac, ':'));
              }
            });
  }
}

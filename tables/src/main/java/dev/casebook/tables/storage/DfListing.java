package dev.casebook.tables.storage;

import dev.casebook.tables.Line;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one run of df(1) printed, in whatever units it was asked for.
///
/// An old df breaks the line after a long device; such lines are put together again.
///
/// @param isOfInodes whether it counts inodes and not bytes
record DfListing(boolean isOfInodes, List<Entry> entries, Map<String, Counts> bySourceAndTarget) {

  /// Such as `df: /run/user/1000/doc: Operation not permitted`.
  private static final Pattern COMPLAINT = Pattern.compile("(?:/usr)?(?:/bin/)?df: ");

  static final DfListing EMPTY = new DfListing(true, List.of(), Map.of());

  /// @param line where it begins
  record Entry(Line line, String source, @Nullable String type, String target, Counts counts) {
    String key() {
      return source + "\n" + target;
    }
  }

  /// Bytes or inodes, and the percentage in use; null where df prints `-`.
  record Counts(
      @Nullable Long all, @Nullable Long used, @Nullable Long free, @Nullable Integer percent) {
    static final Counts UNKNOWN = new Counts(null, null, null, null);
  }

  /// @param reject takes lines that are not understood
  static DfListing of(Text text, BiConsumer<Line, String> reject) {
    var reader = new Reader(reject);
    for (var line : text.lines()) {
      if (!line.isBlank() && !COMPLAINT.matcher(line.text()).lookingAt()) {
        reader.take(line);
      }
    }
    reader.end();
    var counts = new HashMap<String, Counts>();
    reader.entries.forEach(entry -> counts.put(entry.key(), entry.counts));
    return new DfListing(reader.inodes, List.copyOf(reader.entries), counts);
  }

  Counts counts(Entry entry) {
    return bySourceAndTarget.getOrDefault(entry.key(), Counts.UNKNOWN);
  }

  private static final class Reader {

    private final BiConsumer<Line, String> reject;
    private final List<Entry> entries = new ArrayList<>();
    private boolean inodes;
    private boolean hasType;
    private long unit = 1024;

    /// A device that stands alone on its line.
    private @Nullable Line broken;

    Reader(BiConsumer<Line, String> reject) {
      this.reject = reject;
    }

    void take(Line line) {
      var words = line.words();
      if (words[0].equals("Filesystem")) {
        heading(words);
      } else if (broken != null && Character.isWhitespace(line.text().charAt(0))) {
        var whole = (broken.text() + " " + line.text()).strip().split("\\s+");
        row(broken, whole);
        broken = null;
      } else if (words.length == 1) {
        end();
        broken = line;
      } else {
        end();
        row(line, words);
      }
    }

    void end() {
      if (broken != null) {
        reject.accept(broken, "a device without numbers");
        broken = null;
      }
    }

    private void heading(String[] words) {
      hasType = words.length > 1 && words[1].equals("Type");
      var size = words.length > 2 ? words[hasType ? 2 : 1] : "";
      inodes = size.equals("Inodes");
      unit = inodes ? 1 : unit(size);
    }

    /// `1K-blocks`, `1024-blocks`, `512-blocks`, `1M-blocks`; `Size` where each cell has its own.
    private static long unit(String heading) {
      int end = 0;
      while (end < heading.length() && Character.isDigit(heading.charAt(end))) {
        end++;
      }
      if (end == 0 || end > 4) {
        return 1;
      }
      var suffix = heading.substring(end);
      // `1kB-blocks` and `1MB-blocks` are powers of 1000.
      boolean isDecimal = suffix.length() > 1 && suffix.charAt(1) == 'B';
      long factor = factor(suffix.toUpperCase(Locale.ROOT));
      return Integer.parseInt(heading.substring(0, end)) * (isDecimal ? decimal(factor) : factor);
    }

    private static long decimal(long binary) {
      long factor = 1;
      for (long left = binary; left > 1; left >>= 10) {
        factor *= 1000;
      }
      return factor;
    }

    private static long factor(String suffix) {
      return switch (suffix.isEmpty() ? ' ' : suffix.charAt(0)) {
        case 'K' -> 1L << 10;
        case 'M' -> 1L << 20;
        case 'G' -> 1L << 30;
        case 'T' -> 1L << 40;
        case 'P' -> 1L << 50;
        case 'E' -> 1L << 60;
        default -> 1;
      };
    }

    private void row(Line line, String[] words) {
      int first = hasType ? 2 : 1;
      while (first + 4 < words.length && !isRow(words, first)) {
        first++;
      }
      if (first + 4 >= words.length) {
        reject.accept(line, "not a device, four numbers and a target");
        return;
      }
      int sourceEnd = hasType ? first - 1 : first;
      try {
        entries.add(
            new Entry(
                line,
                join(words, 0, sourceEnd),
                hasType ? words[first - 1] : null,
                join(words, first + 4, words.length),
                counts(words, first)));
      } catch (NumberFormatException | ArithmeticException e) {
        reject.accept(line, "a number that is malformed or too large");
      }
    }

    private static String join(String[] words, int from, int to) {
      return String.join(" ", Arrays.asList(words).subList(from, to));
    }

    private static boolean isRow(String[] words, int first) {
      var percent = words[first + 3];
      return isCount(words[first])
          && isCount(words[first + 1])
          && isCount(words[first + 2])
          && (percent.equals("-") || percent.endsWith("%"))
          && words[first + 4].startsWith("/");
    }

    private static boolean isCount(String word) {
      return word.equals("-")
          || Character.isDigit(word.charAt(0))
          || (word.length() > 1 && word.charAt(0) == '-' && Character.isDigit(word.charAt(1)));
    }

    private Counts counts(String[] words, int first) {
      var percent = words[first + 3];
      return new Counts(
          count(words[first]),
          count(words[first + 1]),
          count(words[first + 2]),
          percent.equals("-") ? null : Integer.valueOf(percent.substring(0, percent.length() - 1)));
    }

    /// Digits in the heading's unit, or with a unit of their own and at most one decimal (`9.8G`).
    private @Nullable Long count(String word) {
      if (word.equals("-")) {
        return null;
      }
      int last = word.length() - 1;
      if (Character.isDigit(word.charAt(last))) {
        return Math.multiplyExact(Long.parseLong(word), unit);
      }
      long suffix = factor(word.substring(last).toUpperCase(Locale.ROOT));
      int point = word.replace(',', '.').indexOf('.');
      long whole = Long.parseLong(word.substring(0, point < 0 ? last : point));
      long tenths = point < 0 ? 0 : Long.parseLong(word.substring(Math.min(point + 1, last), last));
      return Math.addExact(
          Math.multiplyExact(whole, suffix), Math.multiplyExact(tenths, suffix) / 10);
    }
  }
}

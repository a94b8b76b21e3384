package dev.casebook.formats.versions;

import org.jspecify.annotations.Nullable;

/// The order of rpm versions, `[EPOCH:]VERSION[-RELEASE]`, as rpm compares installed packages.
///
/// A missing epoch is 0. A version with a release comes after the same one without. Total over any
/// text and linear in its length; source: rpm's manual, "Dependencies", and its `rpmvercmp`.
public final class RpmVersion {

  private RpmVersion() {}

  /// Negative, zero or positive, as the first is older than, as old as, or newer than the second.
  public static int compare(String one, String two) {
    var a = Parts.of(one);
    var b = Parts.of(two);
    int order = compareSegments(a.epoch, b.epoch);
    if (order == 0) {
      order = compareSegments(a.version, b.version);
    }
    return order != 0 ? order : compareReleases(a.release, b.release);
  }

  private static int compareReleases(@Nullable String one, @Nullable String two) {
    if (one == null || two == null) {
      return Boolean.compare(one != null, two != null);
    }
    return compareSegments(one, two);
  }

  private record Parts(String epoch, String version, @Nullable String release) {

    static Parts of(String text) {
      int colon = digits(text, 0);
      boolean hasEpoch = colon < text.length() && text.charAt(colon) == ':';
      var epoch = hasEpoch && colon > 0 ? text.substring(0, colon) : "0";
      var rest = hasEpoch ? text.substring(colon + 1) : text;
      int dash = rest.lastIndexOf('-');
      return dash < 0
          ? new Parts(epoch, rest, null)
          : new Parts(epoch, rest.substring(0, dash), rest.substring(dash + 1));
    }
  }

  /// The order of one version or release alone (`rpmvercmp`): runs of digits by number, runs of
  /// letters by character, digits after letters, `~` before the end, `^` after the end but before
  /// anything else.
  public static int compareSegments(String one, String two) {
    int i = 0;
    int j = 0;
    while (true) {
      i = skipSeparators(one, i);
      j = skipSeparators(two, j);
      char a = at(one, i);
      char b = at(two, j);
      if (a == '~' || b == '~' || a == '^' || b == '^') {
        if (a != b) {
          return compareMarks(a, b);
        }
        i++;
        j++;
        continue;
      }
      if (a == END || b == END) {
        return Boolean.compare(a != END, b != END);
      }
      int iEnd = isDigit(a) ? digits(one, i) : letters(one, i);
      int jEnd = isDigit(a) ? digits(two, j) : letters(two, j);
      if (jEnd == j) {
        return isDigit(a) ? 1 : -1;
      }
      int order =
          isDigit(a)
              ? compareNumbers(one, i, iEnd, two, j, jEnd)
              : one.substring(i, iEnd).compareTo(two.substring(j, jEnd));
      if (order != 0) {
        return order;
      }
      i = iEnd;
      j = jEnd;
    }
  }

  /// Two different characters of which one is a mark: `~` is before all, the end before `^`, and
  /// `^` before what else may follow.
  private static int compareMarks(char a, char b) {
    return Integer.compare(rank(a), rank(b));
  }

  private static int rank(char c) {
    return switch (c) {
      case '~' -> 0;
      case END -> 1;
      case '^' -> 2;
      default -> 3;
    };
  }

  private static final char END = 0;

  private static char at(String text, int index) {
    return index < text.length() ? text.charAt(index) : END;
  }

  /// The runs of digits from `i` and `j`, of whatever length, by value.
  static int compareNumbers(String one, int i, int iEnd, String two, int j, int jEnd) {
    int a = i;
    int b = j;
    while (a < iEnd && one.charAt(a) == '0') {
      a++;
    }
    while (b < jEnd && two.charAt(b) == '0') {
      b++;
    }
    if (iEnd - a != jEnd - b) {
      return Integer.compare(iEnd - a, jEnd - b);
    }
    return one.substring(a, iEnd).compareTo(two.substring(b, jEnd));
  }

  private static int skipSeparators(String text, int from) {
    int i = from;
    while (i < text.length()
        && !isDigit(text.charAt(i))
        && !isLetter(text.charAt(i))
        && text.charAt(i) != '~'
        && text.charAt(i) != '^') {
      i++;
    }
    return i;
  }

  /// The end of the run of digits that begins at `from`.
  static int digits(String text, int from) {
    int i = from;
    while (i < text.length() && isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int letters(String text, int from) {
    int i = from;
    while (i < text.length() && isLetter(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /// ASCII only, whatever the locale.
  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}

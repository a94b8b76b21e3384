package dev.casebook.formats.versions;

/// The order of Debian versions, `[EPOCH:]UPSTREAM[-REVISION]`, as dpkg compares them.
///
/// A missing epoch is 0, a missing revision as `0`. Total over any text and linear in its length;
/// source: Debian Policy 5.6.12 and deb-version(7).
public final class DebianVersion {

  private DebianVersion() {}

  /// Negative, zero or positive, as the first is older than, as old as, or newer than the second.
  public static int compare(String one, String two) {
    var a = Parts.of(one.strip());
    var b = Parts.of(two.strip());
    int order =
        RpmVersion.compareNumbers(a.epoch, 0, a.epoch.length(), b.epoch, 0, b.epoch.length());
    if (order == 0) {
      order = comparePart(a.upstream, b.upstream);
    }
    return order != 0 ? order : comparePart(a.revision, b.revision);
  }

  private record Parts(String epoch, String upstream, String revision) {

    static Parts of(String text) {
      int colon = RpmVersion.digits(text, 0);
      boolean hasEpoch = colon > 0 && colon < text.length() && text.charAt(colon) == ':';
      var rest = hasEpoch ? text.substring(colon + 1) : text;
      int dash = rest.lastIndexOf('-');
      return new Parts(
          hasEpoch ? text.substring(0, colon) : "0",
          dash < 0 ? rest : rest.substring(0, dash),
          dash < 0 ? "" : rest.substring(dash + 1));
    }
  }

  /// Alternating runs of other characters, compared one by one, and of digits, compared by number.
  private static int comparePart(String one, String two) {
    int i = 0;
    int j = 0;
    while (i < one.length() || j < two.length()) {
      while (isOther(one, i) || isOther(two, j)) {
        int order = Integer.compare(weight(one, i), weight(two, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int iEnd = RpmVersion.digits(one, Math.min(i, one.length()));
      int jEnd = RpmVersion.digits(two, Math.min(j, two.length()));
      int order =
          RpmVersion.compareNumbers(one, Math.min(i, iEnd), iEnd, two, Math.min(j, jEnd), jEnd);
      if (order != 0) {
        return order;
      }
      i = iEnd;
      j = jEnd;
    }
    return 0;
  }

  private static boolean isOther(String text, int index) {
    return index < text.length() && !RpmVersion.isDigit(text.charAt(index));
  }

  /// `~` before the end, the end (or a digit) before letters, letters before all else.
  private static int weight(String text, int index) {
    if (!isOther(text, index)) {
      return 0;
    }
    char c = text.charAt(index);
    if (c == '~') {
      return -1;
    }
    return RpmVersion.isLetter(c) ? c : c + 256;
  }
}

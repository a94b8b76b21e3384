package dev.casebook.wings.etcd.kubernetes.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// The order in which kubectl prints the keys of a mapping: runs of digits by their number (`a9`
/// before `a10`), letters after everything else, otherwise by code point.
///
/// Source: observed from kubectl 1.32, whose YAML library sorts so.
final class YamlKeyOrder implements Comparator<String> {
  private static final YamlKeyOrder NATURAL = new YamlKeyOrder();

  private YamlKeyOrder() {}

  static List<String> sorted(Collection<?> keys) {
    var sorted = new ArrayList<String>(keys.size());
    keys.forEach(key -> sorted.add(String.valueOf(key)));
    // The order has cycles (a9 < a12 < a1b < a9); starting from one order, the result is one too.
    sorted.sort(CodePointOrder.ASCENDING);
    try {
      sorted.sort(NATURAL);
    } catch (IllegalArgumentException e) {
      sorted.sort(CodePointOrder.ASCENDING); // The sort noticed such a cycle.
    }
    return sorted;
  }

  @Override
  public int compare(String left, String right) {
    int same = 0;
    while (same < left.length()
        && same < right.length()
        && left.charAt(same) == right.charAt(same)) {
      same++;
    }
    if (same == left.length() || same == right.length()) {
      return Integer.compare(left.length(), right.length());
    }
    return atDifference(left, right, same);
  }

  private static int atDifference(String left, String right, int at) {
    int a = left.codePointAt(at);
    int b = right.codePointAt(at);
    boolean aIsLetter = Character.isLetter(a);
    boolean bIsLetter = Character.isLetter(b);
    if (aIsLetter && bIsLetter) {
      return Integer.compare(a, b);
    }
    if (aIsLetter || bIsLetter) {
      return bIsLetter ? -1 : 1;
    }
    // Zeros within a number count; zeros that only lead it do not.
    long start = (a == '0' || b == '0') && followsNonZeroDigit(left, at) ? 1 : 0;
    int aEnd = endOfDigits(left, at);
    int bEnd = endOfDigits(right, at);
    int byNumber = Long.compare(number(left, at, aEnd, start), number(right, at, bEnd, start));
    if (byNumber != 0) {
      return byNumber;
    }
    return aEnd != bEnd ? Integer.compare(aEnd, bEnd) : Integer.compare(a, b);
  }

  private static boolean followsNonZeroDigit(String text, int at) {
    for (int i = at - 1; i >= 0 && Character.isDigit(text.charAt(i)); i--) {
      if (text.charAt(i) != '0') {
        return true;
      }
    }
    return false;
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static long number(String text, int from, int to, long start) {
    long number = start;
    for (int i = from; i < to; i++) {
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }
}

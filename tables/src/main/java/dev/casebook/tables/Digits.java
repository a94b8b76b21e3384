package dev.casebook.tables;

import org.jspecify.annotations.Nullable;

/// Whole numbers as evidence writes them; null where a text is not one or the number does not fit.
public final class Digits {

  private Digits() {}

  /// With or without a sign. What is no number is common, and an exception takes a thousand times
  /// as long as a look at it.
  public static @Nullable Long decimal(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    if (!isDigits(text, start)) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static boolean isDigits(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.length() > start;
  }

  /// One that fits an INTEGER column.
  public static @Nullable Integer small(String text) {
    return small(decimal(text));
  }

  /// Of hexadecimal digits without a prefix; with more than 63 bits it does not fit.
  public static @Nullable Long hex(String digits) {
    try {
      return Long.valueOf(digits, 16);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /// What an INTEGER column can hold of a number.
  public static @Nullable Integer small(@Nullable Long number) {
    return number == null || number.intValue() != number
        ? null
        : Integer.valueOf(number.intValue());
  }
}

package dev.casebook.tables;

import org.jspecify.annotations.Nullable;

/// Whole numbers as evidence writes them; null where a text is not one or the number does not fit.
public final class Digits {

  private Digits() {}

  public static @Nullable Long decimal(String text) {
    if (text.isEmpty() || text.charAt(0) > '9') {
      return null; // Words are common here, and an exception takes a thousand times as long.
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
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

package dev.casebook.formats.logs;

import java.time.Month;

/// The short names of months that journalctl, dmesg and syslog daemons print, in the languages of
/// glibc's locales (`abmon` in localedata/locales).
final class MonthNames {
  /// The longest name in bytes: four Cyrillic letters, `сент`.
  static final int LONGEST = 8;

  /// `月`, with which Chinese and Japanese end the month's number, and `월`, its Korean counterpart.
  private static final byte[][] NUMBERED = {
    {(byte) 0xe6, (byte) 0x9c, (byte) 0x88}, {(byte) 0xec, (byte) 0x9b, (byte) 0x94}
  };

  /// English, German, French, Spanish, Portuguese, Italian, Russian; a final full stop is left out.
  private static final Words<Month> NAMES =
      new Words<Month>()
          .with(Month.JANUARY, "jan jän janv ene gen янв")
          .with(Month.FEBRUARY, "feb févr fev фев февр")
          .with(Month.MARCH, "mar mär mrz mars мар")
          .with(Month.APRIL, "apr avril abr апр")
          .with(Month.MAY, "may mai mag май мая")
          .with(Month.JUNE, "jun juin giu июн")
          .with(Month.JULY, "jul juil lug июл")
          .with(Month.AUGUST, "aug août ago авг")
          .with(Month.SEPTEMBER, "sep sept set сен сент")
          .with(Month.OCTOBER, "oct okt out ott окт")
          .with(Month.NOVEMBER, "nov ноя нояб")
          .with(Month.DECEMBER, "dec dez déc dic дек");

  private static final int[] ENGLISH = new int[13];

  static {
    var names = Bytes.of("JanFebMarAprMayJunJulAugSepOctNovDec");
    for (int month = 1; month <= 12; month++) {
      ENGLISH[month] = letters(names, month * 3 - 3);
    }
  }

  private MonthNames() {}

  /// The month, 1 to 12, whose English name stands at `at`, capitalised as the C locale has it, or
  /// 0.
  static int english(byte[] b, int at) {
    int name = letters(b, at);
    for (int month = 1; month <= 12; month++) {
      if (ENGLISH[month] == name) {
        return month;
      }
    }
    return 0;
  }

  /// The month that a word names in any of the languages, or 0. A number alone names a month too:
  /// copying a Chinese log can lose the `月`.
  static int of(byte[] b, int from, int to) {
    int digits = Digits.end(b, from, to);
    if (digits > from) {
      return digits - from <= 2 && endsNumber(b, digits, to) ? number(b, from, digits) : 0;
    }
    var month = NAMES.get(b, from, to > from && b[to - 1] == '.' ? to - 1 : to);
    return month == null ? 0 : month.getValue();
  }

  private static boolean endsNumber(byte[] b, int at, int to) {
    if (at == to) {
      return true;
    }
    for (var sign : NUMBERED) {
      if (to - at == sign.length && Bytes.startsWith(b, at, to, sign)) {
        return true;
      }
    }
    return false;
  }

  private static int number(byte[] b, int from, int to) {
    long month = Digits.value(b, from, to);
    return month <= 12 ? (int) month : 0;
  }

  private static int letters(byte[] b, int at) {
    return ((b[at] & 0xff) << 16) | ((b[at + 1] & 0xff) << 8) | (b[at + 2] & 0xff);
  }
}

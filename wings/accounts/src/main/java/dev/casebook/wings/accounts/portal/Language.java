package dev.casebook.wings.accounts.portal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A language that the pages speak.
enum Language {
  ENGLISH("en", "English"),
  CHINESE("zh", "中文");

  private final String code;
  private final String title;

  Language(String code, String title) {
    this.code = code;
    this.title = title;
  }

  String code() {
    return code;
  }

  /// As its speakers call it.
  String title() {
    return title;
  }

  static Optional<Language> of(String code) {
    return Arrays.stream(values()).filter(one -> one.code.equals(code)).findFirst();
  }

  /// By `Accept-Language` (RFC 9110, section 12.5.4); English where nothing fits.
  static Language accepted(String header) {
    try {
      var wanted = Locale.LanguageRange.parse(header.isBlank() ? "en" : header);
      return wanted.stream()
          .filter(range -> range.getWeight() > 0)
          .map(range -> range.getRange().split("-", 2)[0])
          .flatMap(code -> of(code).stream())
          .findFirst()
          .orElse(ENGLISH);
    } catch (IllegalArgumentException e) {
      return ENGLISH;
    }
  }
}

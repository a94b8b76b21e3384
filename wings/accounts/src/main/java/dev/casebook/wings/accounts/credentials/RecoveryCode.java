package dev.casebook.wings.accounts.credentials;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A code of one use for whoever has lost the tokens: 80 random bits as `abcd-efgh-ijkl-mnop`, too
/// many to be guessed from the SHA-256 that is kept.
final class RecoveryCode {

  /// In one set.
  static final int COUNT = 10;

  private static final int BYTES = 10;
  private static final int GROUP = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RecoveryCode() {}

  static List<String> several() {
    var all = new ArrayList<String>();
    for (int i = 0; i < COUNT; i++) {
      var bytes = new byte[BYTES];
      RANDOM.nextBytes(bytes);
      all.add(grouped(Base32.text(bytes).toLowerCase(Locale.ROOT)));
    }
    return all;
  }

  private static String grouped(String letters) {
    var text = new StringBuilder();
    for (int i = 0; i < letters.length(); i += GROUP) {
      text.append(i == 0 ? "" : "-").append(letters, i, i + GROUP);
    }
    return text.toString();
  }

  /// Whatever case and blanks it was typed with.
  static String hash(String typed) {
    return LinkSecret.hash(typed.toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", ""));
  }
}

package dev.casebook.formats.versions;

import java.util.Random;

/// Random versions that often share their beginning.
final class VersionText {

  private static final String[] PIECES = {
    "0", "1", "2", "10", "01", "9", "a", "b", "rc", "el7", ".", ".", "-", "~", "+", "^", "_",
    "deb12u1"
  };

  private VersionText() {}

  /// Any text of such pieces.
  static String of(Random random) {
    var text = new StringBuilder();
    for (int pieces = random.nextInt(8); pieces > 0; pieces--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }
}

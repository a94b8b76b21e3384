package dev.casebook.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Which of some short texts stand in a line, whatever their case: at most 64 of them, in one go.
final class HintScan {

  /// @param text in lower case
  record Hint(String text, Guard guard) {}

  private record Bits(byte[] text, Guard guard, long bit) {}

  private final List<Hint> hints;

  /// Whether one begins with two bytes, the first of them in the upper half of the index.
  private final boolean[] begins = new boolean[1 << 16];

  /// By their first byte, in both cases.
  private final Bits[][] byFirst = new Bits[256][0];

  HintScan(List<Hint> hints) {
    if (hints.size() > Long.SIZE) {
      throw new IllegalArgumentException("more hints than bits");
    }
    this.hints = List.copyOf(hints);
    for (int i = 0; i < hints.size(); i++) {
      var text = hints.get(i).text.getBytes(StandardCharsets.UTF_8);
      var bits = new Bits(text, hints.get(i).guard, 1L << i);
      for (int c = 0; c < byFirst.length; c++) {
        if (Bytes.lower((byte) c) == text[0]) {
          var more = new ArrayList<>(List.of(byFirst[c]));
          more.add(bits);
          byFirst[c] = more.toArray(Bits[]::new);
          begin(c, text);
        }
      }
    }
  }

  private void begin(int first, byte[] text) {
    for (int next = 0; next < byFirst.length; next++) {
      begins[first << 8 | next] |= text.length == 1 || Bytes.lower((byte) next) == text[1];
    }
  }

  /// The bits of some of them.
  long of(List<Hint> some) {
    long all = 0;
    for (var hint : some) {
      all |= 1L << hints.indexOf(hint);
    }
    return all;
  }

  long in(byte[] line, int from, int to) {
    long found = 0;
    for (int i = from; i < to; i++) {
      int next = i + 1 < to ? line[i + 1] & 0xff : 0;
      if (!begins[(line[i] & 0xff) << 8 | next]) {
        continue;
      }
      for (var hint : byFirst[line[i] & 0xff]) {
        if ((found & hint.bit) == 0 && stands(line, i, from, to, hint)) {
          found |= hint.bit;
        }
      }
    }
    return found;
  }

  private static boolean stands(byte[] line, int at, int from, int to, Bits hint) {
    var text = hint.text;
    if (at + text.length > to) {
      return false;
    }
    for (int k = 1; k < text.length; k++) {
      if (Bytes.lower(line[at + k]) != text[k]) {
        return false;
      }
    }
    return hint.guard.allows(line, at, at + text.length, from, to);
  }
}

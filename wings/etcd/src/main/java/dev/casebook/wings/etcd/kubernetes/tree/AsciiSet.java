package dev.casebook.wings.etcd.kubernetes.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Some of the printed ASCII characters. Most text consists of them alone, and that is found out
/// fast: by bytes, which a short run goes through several times as fast as through characters.
final class AsciiSet {

  private final boolean[] members = new boolean[128];

  private AsciiSet() {}

  /// All but the given ones, and but the question mark: among bytes it also stands for what is no
  /// character.
  static AsciiSet printedBut(String others) {
    var set = new AsciiSet();
    Arrays.fill(set.members, ' ', 0x7F, true);
    set.members['?'] = false;
    others.chars().forEach(c -> set.members[c] = false);
    return set;
  }

  boolean contains(char c) {
    return c < members.length && members[c];
  }

  /// Whether the text consists of members alone.
  boolean areAll(String text) {
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (octet < 0 || !members[octet]) {
        return false;
      }
    }
    return true;
  }
}

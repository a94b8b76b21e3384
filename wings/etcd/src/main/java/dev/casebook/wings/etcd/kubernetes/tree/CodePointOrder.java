package dev.casebook.wings.etcd.kubernetes.tree;

import java.util.Comparator;

/// The order of strings by code point, which is the byte order of their UTF-8 form.
///
/// Go sorts map keys this way; Java's own order of UTF-16 units differs above U+FFFF.
public enum CodePointOrder implements Comparator<String> {
  ASCENDING;

  @Override
  public int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean oneIsSurrogate = Character.isSurrogate(a) != Character.isSurrogate(b);
        return oneIsSurrogate ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }
}

package dev.casebook.wings.etcd.tool;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Where in a folder the object of a key is kept: `/registry/pods/default/web` under
/// `registry/pods/default/web.yaml`.
///
/// Keys come from strangers, so the names that they make are tame: lower-case letters, digits and
/// `-_.:+@` stand as they are, every other byte as `%XX`, capitals too, since file systems that do
/// not tell them apart would let two keys meet. No part is empty, starts with a dot or is longer
/// than [#PART_MAX]. Different keys have different paths; only long ones, which are cut, owe that
/// to their SHA-256.
final class KeyPath {

  private static final String EXTENSION = ".yaml";

  /// The folder of keys that do not start with a slash.
  private static final String BARE = "%bare";

  /// The folder of keys whose paths would be too long.
  private static final String LONG = "%long";

  /// With the extension and the digest of a cut name below the 255 bytes that a name may have.
  static final int PART_MAX = 180;

  /// Far below the 4096 bytes that a path may have, with room for the folder before it.
  static final int PATH_MAX = 1_000;

  private static final String TAME = "abcdefghijklmnopqrstuvwxyz0123456789-_.:+@";

  /// Hexadecimal digits of a digest that are kept.
  private static final int DIGEST_DIGITS = 32;

  private KeyPath() {}

  /// Whether a first folder is none that a key names.
  static boolean isOwn(String folder) {
    return folder.equals(BARE) || folder.equals(LONG);
  }

  /// The folders, and last the file.
  static List<String> of(byte[] key) {
    var parts = new ArrayList<String>();
    var total = 0;
    var start = key.length > 0 && key[0] == '/' ? 1 : 0;
    while (start <= key.length) {
      var end = start;
      while (end < key.length && key[end] != '/') {
        end++;
      }
      var part = part(key, start, end, end == key.length);
      parts.add(part);
      total += part.length() + 1;
      if (total > PATH_MAX) {
        return List.of(LONG, digest(key, 0, key.length) + EXTENSION);
      }
      start = end + 1;
    }
    // A key without a slash before it is not the one with it.
    if (key.length == 0 || key[0] != '/') {
      parts.addFirst(BARE);
    }
    return parts;
  }

  private static String part(byte[] key, int from, int to, boolean last) {
    var tame = new StringBuilder();
    for (var i = from; i < to && tame.length() <= PART_MAX; i++) {
      var c = (char) (key[i] & 0xFF);
      var hidden = c == '.' && i == from;
      tame.append(
          TAME.indexOf(c) >= 0 && !hidden ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    if (tame.isEmpty()) {
      tame.append("%");
    }
    if (tame.length() > PART_MAX) {
      tame.setLength(PART_MAX - DIGEST_DIGITS);
      tame.append("%~").append(digest(key, from, to));
    }
    if (last) {
      tame.append(EXTENSION);
    } else if (tame.toString().endsWith(EXTENSION)) {
      // A folder that looks like a file would stand where the file of another key does.
      tame.replace(tame.length() - EXTENSION.length(), tame.length(), "%2Eyaml");
    }
    return tame.toString();
  }

  private static String digest(byte[] key, int from, int to) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOfRange(key, from, to));
      return HexFormat.of().formatHex(sha256).substring(0, DIGEST_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

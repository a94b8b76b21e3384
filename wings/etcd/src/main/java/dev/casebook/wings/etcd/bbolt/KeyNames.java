package dev.casebook.wings.etcd.bbolt;

import java.util.HexFormat;

/// How the keys of a bucket are named in an account of damage.
@FunctionalInterface
public interface KeyNames {

  /// Keys in hexadecimal, cut after 32 bytes.
  KeyNames HEX =
      key ->
          key.length <= 32
              ? HexFormat.of().formatHex(key)
              : HexFormat.of().formatHex(key, 0, 32) + "…";

  /// The longest part of a key that is looked at to name it.
  int NAMED_BYTES_MAX = 256;

  /// A name for the key's first [#NAMED_BYTES_MAX] bytes.
  String name(byte[] key);
}

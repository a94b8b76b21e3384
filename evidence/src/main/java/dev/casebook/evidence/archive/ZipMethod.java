package dev.casebook.evidence.archive;

import java.util.Optional;

/// How a zip member is compressed, as far as that can be read here.
///
/// Source: PKWARE's APPNOTE.TXT 6.3.10, section 4.4.5.
enum ZipMethod {
  STORED,
  DEFLATED,
  BZIP2,
  ZSTD,
  XZ;

  static Optional<ZipMethod> of(int number) {
    return switch (number) {
      case 0 -> Optional.of(STORED);
      case 8 -> Optional.of(DEFLATED);
      case 12 -> Optional.of(BZIP2);
      case 93 -> Optional.of(ZSTD);
      case 95 -> Optional.of(XZ);
      default -> Optional.empty();
    };
  }

  /// What the specification calls a method that is not read here.
  static String name(int number) {
    return switch (number) {
      case 1 -> "Shrink";
      case 2, 3, 4, 5 -> "Reduce";
      case 6 -> "Implode";
      case 9 -> "Deflate64";
      case 14 -> "LZMA";
      case 96 -> "JPEG";
      case 97 -> "WavPack";
      case 98 -> "PPMd";
      case 99 -> "AES encryption";
      default -> "the unknown method " + number;
    };
  }
}

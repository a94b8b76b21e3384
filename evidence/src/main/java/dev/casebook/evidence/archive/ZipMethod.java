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
}

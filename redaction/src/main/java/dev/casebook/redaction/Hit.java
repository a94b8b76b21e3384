package dev.casebook.redaction;

/// Something in a line that tells whose evidence it is.
sealed interface Hit {

  int start();

  int end();

  /// A word of some kind.
  ///
  /// @param strong whether it is that wherever it stands, as far as it is long enough
  record Word(int start, int end, Kind kind, String text, boolean strong) implements Hit {}

  /// An address.
  ///
  /// @param length of the prefix written behind it, or -1
  /// @param form how it is written
  record Address(int start, int end, Point point, int length, AddressForm form) implements Hit {}

  /// A range `10.0.0.1-10.0.0.9` or `10.0.0.1-9`.
  ///
  /// @param isShort whether only the last number of the end is written
  record Range(int start, int end, Point first, Point last, boolean isShort) implements Hit {}

  /// A hardware address.
  ///
  /// @param separator between octets; `.` between three groups of four digits
  record Mac(int start, int end, long mac, char separator) implements Hit {}
}

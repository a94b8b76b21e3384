package dev.casebook.formats.logs;

/// What a key of a record stands for, under whichever name its format has for it.
enum Meaning {
  TIME(0),
  LEVEL(1),
  MESSAGE(2),
  PROGRAM(3),
  COMMAND(4),
  HOST(5),
  PID(6),
  SYSLOG_PID(7),
  UNIT(8),
  STREAM(9);

  /// Where [Members] keeps the value.
  final int slot;

  Meaning(int slot) {
    this.slot = slot;
  }
}

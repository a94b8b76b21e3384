package dev.casebook.formats.logs;

/// The members of a JSON object that log formats give a meaning to, under whichever name.
enum JsonKey {
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

  /// Where a [JsonRecord] keeps the value.
  final int slot;

  JsonKey(int slot) {
    this.slot = slot;
  }
}

package dev.casebook.formats.proc;

import java.util.Optional;

/// The number of a device, or of a file system that stands on none.
public record DeviceNumber(long major, long minor) {

  /// Of a `st_dev`; see makedev(3), gnu_dev_major.
  public static DeviceNumber ofEncoded(long dev) {
    return new DeviceNumber(
        ((dev >>> 8) & 0xfff) | ((dev >>> 32) & ~0xfffL),
        (dev & 0xff) | ((dev >>> 12) & 0xffffff00L));
  }

  /// `254:0`, as mountinfo has it.
  public static Optional<DeviceNumber> ofDecimal(String text) {
    return of(text, 10);
  }

  /// `fe:00`, as maps and locks have it.
  public static Optional<DeviceNumber> ofHex(String text) {
    return of(text, 16);
  }

  private static Optional<DeviceNumber> of(String text, int radix) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new DeviceNumber(
              Long.parseUnsignedLong(text, 0, colon, radix),
              Long.parseUnsignedLong(text, colon + 1, text.length(), radix)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return major + ":" + minor;
  }
}

package dev.casebook.signals;

import java.nio.charset.StandardCharsets;

/// A line of a log in which a pattern matched, without its `\n` or `\r\n`.
public final class LogLine {
  private final long offset;
  private final byte[] bytes;
  private final boolean truncated;
  private final String text;

  LogLine(long offset, byte[] bytes, boolean truncated) {
    this.offset = offset;
    this.bytes = bytes;
    this.truncated = truncated;
    this.text = new String(bytes, StandardCharsets.UTF_8);
  }

  /// Where the line starts, in bytes from the log's first.
  public long offset() {
    return offset;
  }

  /// The line as it stands in the log, up to the scanner's limit; not to be changed.
  public byte[] bytes() {
    return bytes;
  }

  /// The line decoded as UTF-8, with U+FFFD for what is not.
  public String text() {
    return text;
  }

  /// Whether the line goes on past the scanner's limit; what lies there was not looked at.
  public boolean isTruncated() {
    return truncated;
  }
}

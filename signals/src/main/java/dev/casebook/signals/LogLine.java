package dev.casebook.signals;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A line of a log in which a pattern matches or may match, without its `\n` or `\r\n`.
public final class LogLine {
  private final long offset;
  private final byte[] bytes;
  private final boolean truncated;
  private @Nullable String text;

  LogLine(long offset, byte[] bytes, boolean truncated) {
    this.offset = offset;
    this.bytes = bytes;
    this.truncated = truncated;
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
    if (text == null) {
      text = new String(bytes, StandardCharsets.UTF_8);
    }
    return text;
  }

  /// Whether the line goes on past the scanner's limit; what lies there was not looked at.
  public boolean isTruncated() {
    return truncated;
  }
}

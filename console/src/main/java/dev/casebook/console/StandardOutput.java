package dev.casebook.console;

import java.io.IOException;
import java.io.OutputStream;

/// Standard output that tells when it can no longer be written to, which `PrintStream` alone keeps
/// to itself: a command stops at once when its reader has gone, and a full disk is an error.
public final class StandardOutput extends OutputStream {

  private final OutputStream out;
  private boolean lost;

  public StandardOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    if (lost) {
      return; // what was still in a buffer
    }
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      lost = true;
      throw new Lost(String.valueOf(e.getMessage()));
    }
  }

  /// Nothing more can be written.
  static final class Lost extends RuntimeException {

    private static final long serialVersionUID = 1;

    Lost(String reason) {
      super(reason);
    }

    /// Whether nobody reads any more (EPIPE): `casebook tables | head -1`.
    boolean isReaderGone() {
      return "Broken pipe".equals(getMessage());
    }
  }
}

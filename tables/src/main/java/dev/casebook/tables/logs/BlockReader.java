package dev.casebook.tables.logs;

import java.io.IOException;
import java.io.InputStream;

/// Reads a log block by block. Where the stream breaks, what came before is read, and the reason is
/// kept.
public final class BlockReader implements AutoCloseable {

  private final InputStream in;
  private String failure = "";

  public BlockReader(InputStream in) {
    this.in = in;
  }

  /// Fills a buffer from a place on, as far as there are bytes.
  ///
  /// @return where the bytes end
  public int fill(byte[] buffer, int from) {
    return fill(buffer, from, buffer.length);
  }

  /// Fills a part of a buffer, as far as there are bytes.
  ///
  /// @return where the bytes end
  public int fill(byte[] buffer, int from, int to) {
    int end = from;
    try {
      while (end < to && failure.isEmpty()) {
        int read = in.read(buffer, end, to - end);
        if (read < 0) {
          break;
        }
        end += read;
      }
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    }
    return end;
  }

  /// What broke the stream; empty if nothing did.
  public String failure() {
    return failure;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      // It was only read.
    }
  }
}

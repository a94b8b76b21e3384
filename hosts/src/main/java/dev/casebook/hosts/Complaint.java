package dev.casebook.hosts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/// What a program says on standard error, as far as it is kept: the beginning of it, without the
/// lines that somebody else takes.
final class Complaint {

  /// Enough for what ssh and sudo say.
  private static final int KEPT_MAX = 8192;

  /// A longer line is taken in pieces.
  private static final int LINE_MAX = 4096;

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private Predicate<String> heard = _ -> false;
  private boolean byLines;

  /// From now on lines go to somebody, who says whether they are taken.
  void heard(Predicate<String> taker) {
    heard = taker;
    byLines = true;
  }

  /// Reads until there is no more.
  void readAll(InputStream errors) {
    byte[] buffer = new byte[1024];
    var line = new ByteArrayOutputStream();
    try (errors) {
      for (int n = errors.read(buffer); n >= 0; n = errors.read(buffer)) {
        if (byLines) {
          split(buffer, n, line);
        } else {
          keep(buffer, n);
        }
      }
    } catch (IOException e) {
      // the program was ended
    }
    hear(line);
  }

  private void split(byte[] buffer, int length, ByteArrayOutputStream line) {
    for (int i = 0; i < length; i++) {
      line.write(buffer[i]);
      if (buffer[i] == '\n' || line.size() == LINE_MAX) {
        hear(line);
      }
    }
  }

  private void hear(ByteArrayOutputStream line) {
    if (line.size() > 0 && !heard.test(line.toString(StandardCharsets.UTF_8).strip())) {
      keep(line.toByteArray(), line.size());
    }
    line.reset();
  }

  private synchronized void keep(byte[] bytes, int length) {
    kept.write(bytes, 0, Math.min(length, KEPT_MAX - kept.size()));
  }

  synchronized String kept() {
    return kept.toString(StandardCharsets.UTF_8);
  }
}

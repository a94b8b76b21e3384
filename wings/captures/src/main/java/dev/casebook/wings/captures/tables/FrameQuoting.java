package dev.casebook.wings.captures.tables;

import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.MappedBytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Shows a place in a capture as `FILE: frame N` and what the frame says. Frames are counted from
/// the capture's beginning, once for places that are asked in order.
final class FrameQuoting implements Ledger.Quoting {

  private @Nullable MappedBytes lastFile;
  private @Nullable CaptureWalk lastWalk;

  @Override
  public synchronized Ledger.Quote quote(MappedBytes file, long offset) {
    try {
      var walk = walk(file, offset);
      if (offset == 0) {
        return new Ledger.Quote(
            "", "%s, %,d bytes".formatted(walk.frame().form(), file.bytes().byteSize()));
      }
      while (walk.frame().offset() < offset) {
        if (!walk.step()) {
          return new Ledger.Quote("", "(no frame begins here)");
        }
      }
      return new Ledger.Quote(" frame " + walk.frame().number(), FrameText.of(walk.frame()));
    } catch (IOException e) {
      return new Ledger.Quote("", "(" + e.getMessage() + ")");
    }
  }

  private CaptureWalk walk(MappedBytes file, long offset) throws IOException {
    var known = lastWalk;
    if (known == null || !file.equals(lastFile) || known.frame().offset() > offset) {
      known = CaptureWalk.of(file);
      lastFile = file;
      lastWalk = known;
    }
    return known;
  }
}

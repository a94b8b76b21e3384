package dev.casebook.wings.captures.rewrite;

import dev.casebook.evidence.Rewritable;
import dev.casebook.evidence.StandIns;
import dev.casebook.wings.captures.format.FrameReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Captures as files that are written again.
public final class CaptureRewriting implements Rewritable {

  private static final int MAGIC_BYTES = 4;

  @Override
  public String name() {
    return "capture";
  }

  @Override
  public boolean isHead(byte[] head) {
    return FrameReader.isHead(head);
  }

  @Override
  public List<String> rewrite(InputStream in, OutputStream out, StandIns standIns)
      throws IOException {
    var losses = new Losses();
    var frames = new FrameRewriter(standIns);
    var magic = in.readNBytes(MAGIC_BYTES);
    if (magic.length == MAGIC_BYTES) {
      boolean isSection = ByteBuffer.wrap(magic).getInt() == PcapngCopy.SECTION;
      if (isSection) {
        new PcapngCopy(in, out, frames, losses).copy();
      } else {
        PcapCopy.copy(magic, in, out, frames, losses);
      }
    }
    return losses.told();
  }

  @Override
  public void stretches(InputStream in, Stretches to) throws IOException {
    FrameStretches.each(in, to);
  }

  /// @return null where the stream ends before
  static @org.jspecify.annotations.Nullable ByteBuffer read(
      InputStream in, int count, ByteOrder order) throws IOException {
    var bytes = in.readNBytes(count);
    return bytes.length < count ? null : ByteBuffer.wrap(bytes).order(order);
  }
}

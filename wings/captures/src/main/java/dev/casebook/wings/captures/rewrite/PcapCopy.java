package dev.casebook.wings.captures.rewrite;

import dev.casebook.wings.captures.format.PcapVariant;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A file of libpcap written again, record by record.
final class PcapCopy {

  private static final int HEADER = 24;

  /// The upper bits tell of checksums that frames end with, which the copy's do not.
  private static final int LINK_BITS = 0x03FF_FFFF;

  private final InputStream in;
  private final OutputStream out;
  private final FrameRewriter frames;
  private final Losses losses;
  private final PcapVariant variant;
  private final ByteOrder order;
  private int linkType;
  private boolean isSwapped;
  private boolean isMaybeSwapped;
  private long offset = HEADER;

  private PcapCopy(
      InputStream in,
      OutputStream out,
      FrameRewriter frames,
      Losses losses,
      PcapVariant variant,
      ByteOrder order) {
    this.in = in;
    this.out = out;
    this.frames = frames;
    this.losses = losses;
    this.variant = variant;
    this.order = order;
  }

  static void copy(
      byte[] magic, InputStream in, OutputStream out, FrameRewriter frames, Losses losses)
      throws IOException {
    for (var order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      var variant = PcapVariant.of(ByteBuffer.wrap(magic).order(order).getInt());
      if (variant != null) {
        new PcapCopy(in, out, frames, losses, variant, order).copy(magic);
        return;
      }
    }
  }

  private void copy(byte[] magic) throws IOException {
    var rest = in.readNBytes(HEADER - magic.length);
    var header = ByteBuffer.wrap(Arrays.copyOf(magic, magic.length + rest.length)).order(order);
    System.arraycopy(rest, 0, header.array(), magic.length, rest.length);
    if (header.capacity() == HEADER) {
      int major = header.getShort(4);
      int minor = header.getShort(6);
      isSwapped = (major == 2 && minor < 3) || major == 543;
      isMaybeSwapped = major == 2 && minor == 3;
      linkType = header.getInt(20) & LINK_BITS;
      header.putInt(20, linkType);
    }
    out.write(header.array());
    // The size of all records, which others have now.
    out.write(new byte[in.readNBytes(variant.extra).length]);
    while (record()) {
      // Until it ends.
    }
  }

  private boolean record() throws IOException {
    var head = in.readNBytes(variant.recordHeader);
    if (head.length < variant.recordHeader) {
      out.write(head, 0, Math.min(8, head.length));
      return false;
    }
    var record = ByteBuffer.wrap(head).order(order);
    long first = record.getInt(8) & 0xFFFF_FFFFL;
    long second = record.getInt(12) & 0xFFFF_FFFFL;
    boolean swapped = isSwapped || (isMaybeSwapped && first > second);
    long captured = swapped ? second : first;
    if (captured > Frame.FRAME_BYTES_MAX) {
      losses.damage("it is damaged at offset %d, and what follows is left out".formatted(offset));
      return false;
    }
    if (variant == PcapVariant.MESQUITA) {
      Arrays.fill(head, 16, head.length, (byte) 0);
    }
    var bytes = in.readNBytes((int) captured);
    offset += head.length + bytes.length;
    return frame(head, bytes, (int) captured, swapped ? first : second, swapped);
  }

  private boolean frame(byte[] head, byte[] bytes, int captured, long wire, boolean swapped)
      throws IOException {
    boolean isWhole = bytes.length == captured;
    frames.rewrite(bytes, 0, bytes.length, linkType);
    var frame = frames.frame;
    losses.frame(frame.isCut, frame.size, linkType);
    if (isWhole) {
      var record = ByteBuffer.wrap(head).order(order);
      record.putInt(swapped ? 12 : 8, frame.size);
      record.putInt(swapped ? 8 : 12, (int) (wire + frame.longer));
    }
    out.write(head);
    // One that its file ends in is cut in the copy too.
    out.write(frame.out, 0, isWhole ? frame.size : Math.min(frame.size, bytes.length));
    return isWhole;
  }
}

package dev.casebook.wings.captures.rewrite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// A file of pcapng written again, block by block (draft-ietf-opsawg-pcapng). Names that were
/// looked up, secrets to decrypt with, and blocks that are not understood go.
final class PcapngCopy {

  static final int SECTION = 0x0A0D0D0A;
  private static final int ORDER = 0x1A2B3C4D;
  private static final int INTERFACE = 1;
  private static final int PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int NAMES = 4;
  private static final int STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;
  private static final int SECRETS = 10;

  /// A frame, and what is said of it.
  private static final int BLOCK_READ_MAX = Frame.FRAME_BYTES_MAX + (64 << 10);

  private static final int INTERFACES_MAX = 10_000;

  private record Interface(int linkType, long snapLength) {}

  private final InputStream in;
  private final OutputStream out;
  private final FrameRewriter frames;
  private final Losses losses;
  private final List<Interface> interfaces = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private long offset;

  PcapngCopy(InputStream in, OutputStream out, FrameRewriter frames, Losses losses) {
    this.in = in;
    this.out = out;
    this.frames = frames;
    this.losses = losses;
  }

  /// What follows the first four bytes.
  void copy() throws IOException {
    int type = SECTION;
    while (block(type)) {
      var next = in.readNBytes(4);
      if (next.length < 4) {
        return;
      }
      type = ByteBuffer.wrap(next).order(order).getInt();
    }
  }

  /// @return whether another one may follow
  private boolean block(int type) throws IOException {
    var head = in.readNBytes(type == SECTION ? 8 : 4);
    if (head.length < (type == SECTION ? 8 : 4)) {
      return end("cut");
    }
    if (type == SECTION) {
      if (!takeOrder(ByteBuffer.wrap(head))) {
        return end("damaged");
      }
      interfaces.clear();
    }
    long size = ByteBuffer.wrap(head).order(order).getInt() & 0xFFFF_FFFFL;
    int read = 4 + head.length;
    if (size < read + 4 || (size & 3) != 0 || (isKept(type) && size > BLOCK_READ_MAX)) {
      return end("damaged");
    }
    if (!isKept(type)) {
      losses.dropped(what(type));
      if (skip(size - read) < size - read) {
        return end("cut");
      }
      offset += size;
      return true;
    }
    var body = in.readNBytes((int) size - read);
    boolean isWhole = body.length == size - read;
    var content = ByteBuffer.wrap(body, 0, Math.max(0, isWhole ? body.length - 4 : body.length));
    boolean goesOn = isWhole && take(type, content.slice().order(order));
    offset += size;
    return goesOn || (isWhole ? end("damaged") : end("cut"));
  }

  private long skip(long count) throws IOException {
    long left = count;
    while (left > 0) {
      int read = in.readNBytes((int) Math.min(left, 1 << 16)).length;
      if (read == 0) {
        break;
      }
      left -= read;
    }
    return count - left;
  }

  private boolean end(String how) {
    losses.damage("it is %s at offset %d, and what follows is left out".formatted(how, offset));
    return false;
  }

  private boolean takeOrder(ByteBuffer head) {
    for (var one : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      if (head.order(one).getInt(4) == ORDER) {
        order = one;
        return true;
      }
    }
    return false;
  }

  private static boolean isKept(int type) {
    return switch (type) {
      case SECTION, INTERFACE, PACKET, SIMPLE_PACKET, STATISTICS, ENHANCED_PACKET -> true;
      default -> false;
    };
  }

  private static String what(int type) {
    return switch (type) {
      case NAMES -> "names that were looked up";
      case SECRETS -> "secrets to decrypt with";
      default -> "blocks of type %s".formatted(Integer.toUnsignedString(type));
    };
  }

  private boolean take(int type, ByteBuffer body) throws IOException {
    return switch (type) {
      case SECTION -> section(body);
      case INTERFACE -> describe(body);
      case STATISTICS -> statistics(body);
      case SIMPLE_PACKET -> simple(body);
      case PACKET -> packet(type, body, body.remaining() < 2 ? -1 : body.getShort(0) & 0xFFFF);
      default -> packet(type, body, body.remaining() < 4 ? -1 : body.getInt(0));
    };
  }

  /// The order was taken already; a version and the section's length follow it.
  private boolean section(ByteBuffer body) throws IOException {
    if (body.remaining() < 12) {
      return false;
    }
    var block = new Block(SECTION);
    block.put32(ORDER);
    block.put(body, 0, 4);
    block.put(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
    options(body, 12).section(block);
    block.write();
    return true;
  }

  private PcapngOptions options(ByteBuffer body, int from) {
    return new PcapngOptions(body, from, frames.frame.with, losses);
  }

  private boolean describe(ByteBuffer body) throws IOException {
    if (body.remaining() < 8 || interfaces.size() == INTERFACES_MAX) {
      return false;
    }
    interfaces.add(new Interface(body.getShort(0) & 0xFFFF, body.getInt(4) & 0xFFFF_FFFFL));
    var block = new Block(INTERFACE);
    block.put(body, 0, 8);
    options(body, 8).description(block);
    block.write();
    return true;
  }

  private boolean statistics(ByteBuffer body) throws IOException {
    if (body.remaining() < 12) {
      return false;
    }
    var block = new Block(STATISTICS);
    block.put(body, 0, 12);
    options(body, 12).statistics(block);
    block.write();
    return true;
  }

  private boolean packet(int type, ByteBuffer body, int number) throws IOException {
    if (body.remaining() < 20 || number < 0 || number >= interfaces.size()) {
      return false;
    }
    long captured = body.getInt(12) & 0xFFFF_FFFFL;
    if (captured > body.remaining() - 20) {
      return false;
    }
    rewrite(body, 20, (int) captured, interfaces.get(number).linkType);
    var frame = frames.frame;
    var block = new Block(type);
    block.put(body, 0, 12);
    block.put32(frame.size);
    block.put32(body.getInt(16) + frame.longer);
    block.put(frame.out, frame.size);
    int options = 20 + ((int) captured + 3 & ~3);
    options(body, Math.min(options, body.remaining())).packet(block);
    block.write();
    return true;
  }

  private void rewrite(ByteBuffer body, int from, int captured, int linkType) {
    int at = body.arrayOffset() + from;
    frames.rewrite(body.array(), at, at + captured, linkType);
    losses.frame(frames.frame.isCut, frames.frame.size, linkType);
  }

  /// One that says only how long it was: it has as many bytes as before, zeros at its end.
  private boolean simple(ByteBuffer body) throws IOException {
    if (body.remaining() < 4 || interfaces.isEmpty()) {
      return false;
    }
    var on = interfaces.getFirst();
    long wire = body.getInt(0) & 0xFFFF_FFFFL;
    long snap = on.snapLength == 0 ? Long.MAX_VALUE : on.snapLength;
    int captured = (int) Math.min(Math.min(wire, snap), body.remaining() - 4);
    rewrite(body, 4, captured, on.linkType);
    var frame = frames.frame;
    long now = wire + frame.longer;
    int held = (int) Math.min(Math.min(now, snap), frame.out.length);
    java.util.Arrays.fill(frame.out, frame.size, Math.max(held, frame.size), (byte) 0);
    var block = new Block(SIMPLE_PACKET);
    block.put32((int) now);
    block.put(frame.out, held);
    block.write();
    return true;
  }

  /// A block that is being written.
  final class Block {
    private final int type;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private Block(int type) {
      this.type = type;
    }

    void put32(int value) {
      put(ByteBuffer.allocate(4).order(order).putInt(value).array());
    }

    void put16(int value) {
      put(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    void put(byte[] bytes) {
      body.writeBytes(bytes);
    }

    void put(ByteBuffer from, int at, int count) {
      body.write(from.array(), from.arrayOffset() + at, count);
    }

    /// With zeros up to a word's end.
    void put(byte[] bytes, int count) {
      body.write(bytes, 0, count);
      body.write(new byte[3], 0, -count & 3);
    }

    private void write() throws IOException {
      int size = body.size() + 12;
      out.write(ByteBuffer.allocate(8).order(order).putInt(type).putInt(size).array());
      body.writeTo(out);
      out.write(ByteBuffer.allocate(4).order(order).putInt(size).array());
    }
  }
}

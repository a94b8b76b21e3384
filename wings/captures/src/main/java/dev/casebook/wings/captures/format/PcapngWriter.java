package dev.casebook.wings.captures.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a capture as pcapng: one section, its interfaces, their packets and what they counted.
/// Little-endian, times in nanoseconds.
///
/// Source: draft-ietf-opsawg-pcapng.
public final class PcapngWriter {

  private static final int SECTION = 0x0A0D0D0A;
  private static final int ORDER = 0x1A2B3C4D;
  private static final int INTERFACE = 1;
  private static final int STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;

  /// An option's length has 16 bits, and a filter its kind before it.
  private static final int OPTION_BYTES_MAX = 0xFFFF - 1;

  /// Of the option `if_tsresol`: ticks of 10^-9 s.
  private static final byte NANOSECONDS = 9;

  private final OutputStream out;
  private ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private long written;
  private int described;

  public PcapngWriter(OutputStream out) {
    this.out = out;
  }

  /// An interface as its block describes it; an empty text is left out.
  ///
  /// @param filter what packets had to match, as tcpdump takes it
  /// @param snapLength bytes of a frame that are kept; 0 for all
  public record Described(
      int linkType, int snapLength, String name, String description, String filter, String os) {}

  /// What an interface counted; a negative number is not known.
  ///
  /// @param received packets that the filter let pass, before any was dropped
  /// @param droppedByInterface for want of room in the interface
  /// @param droppedByKernel for want of room in the kernel's buffer
  /// @param delivered packets that came through
  public record Statistics(
      long received, long droppedByInterface, long droppedByKernel, long delivered) {}

  /// Begins the capture.
  public void section(String hardware, String os, String application) throws IOException {
    begin(SECTION);
    block.putInt(ORDER).putShort((short) 1).putShort((short) 0).putLong(-1);
    option(2, hardware);
    option(3, os);
    option(4, application);
    end();
  }

  /// @return the number by which packets name the interface
  public int describe(Described one) throws IOException {
    begin(INTERFACE);
    block.putShort((short) one.linkType).putShort((short) 0).putInt(one.snapLength);
    option(2, one.name);
    option(3, one.description);
    option(9, new byte[] {NANOSECONDS});
    if (!one.filter.isEmpty()) {
      var text = bytes(one.filter);
      var filter = new byte[text.length + 1]; // its first byte, 0, says that it is text
      System.arraycopy(text, 0, filter, 1, text.length);
      option(11, filter);
    }
    option(12, one.os);
    end();
    return described++;
  }

  /// @param nanos since 1970
  /// @param length bytes that the frame had on the wire
  public void packet(int on, long nanos, byte[] data, long length) throws IOException {
    begin(ENHANCED_PACKET);
    block.putInt(on).putInt((int) (nanos >>> 32)).putInt((int) nanos);
    block.putInt(data.length).putInt((int) length);
    room(data.length + 8);
    block.put(data);
    pad(data.length);
    endWithoutOptions();
  }

  /// @param nanos since 1970: when it was counted
  public void statistics(int on, long nanos, Statistics counts) throws IOException {
    begin(STATISTICS);
    block.putInt(on).putInt((int) (nanos >>> 32)).putInt((int) nanos);
    option(4, counts.received);
    option(5, counts.droppedByInterface);
    option(7, counts.droppedByKernel);
    option(8, counts.delivered);
    end();
  }

  /// Bytes so far.
  public long written() {
    return written;
  }

  public void flush() throws IOException {
    out.flush();
  }

  private void begin(int type) {
    block.clear().putInt(type).putInt(0);
  }

  private void end() throws IOException {
    room(8);
    block.putInt(0);
    endWithoutOptions();
  }

  private void endWithoutOptions() throws IOException {
    int size = block.position() + 4;
    block.putInt(size).putInt(4, size);
    out.write(block.array(), 0, size);
    written += size;
  }

  private void option(int code, String text) {
    if (!text.isEmpty()) {
      option(code, bytes(text));
    }
  }

  private void option(int code, long count) {
    if (count >= 0) {
      room(12);
      block.putShort((short) code).putShort((short) 8).putLong(count);
    }
  }

  private void option(int code, byte[] value) {
    room(value.length + 8);
    block.putShort((short) code).putShort((short) value.length).put(value);
    pad(value.length);
  }

  private static byte[] bytes(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length > OPTION_BYTES_MAX ? Arrays.copyOf(bytes, OPTION_BYTES_MAX) : bytes;
  }

  private void pad(int length) {
    for (int i = length; (i & 3) != 0; i++) {
      block.put((byte) 0);
    }
  }

  private void room(int bytes) {
    if (block.remaining() < bytes + 8) {
      var larger = ByteBuffer.allocate(2 * block.capacity() + bytes).order(ByteOrder.LITTLE_ENDIAN);
      block = larger.put(block.flip());
    }
  }
}

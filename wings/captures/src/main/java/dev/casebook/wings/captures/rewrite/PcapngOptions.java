package dev.casebook.wings.captures.rewrite;

import dev.casebook.evidence.StandIns;
import dev.casebook.formats.network.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The options of a block of pcapng, written again one by one: comments and what is not understood
/// go.
final class PcapngOptions {

  private static final int COMMENT = 1;
  private static final int TEXT_MAX = 0xFFFF;

  private final ByteBuffer body;
  private final int from;
  private final StandIns with;
  private final Losses losses;

  PcapngOptions(ByteBuffer body, int from, StandIns with, Losses losses) {
    this.body = body;
    this.from = from;
    this.with = with;
    this.losses = losses;
  }

  private interface Taker {
    void take(int code, int at, int length);
  }

  private void each(PcapngCopy.Block block, Taker taker) {
    int at = from;
    while (at + 4 <= body.limit()) {
      int code = body.getShort(at) & 0xFFFF;
      int length = body.getShort(at + 2) & 0xFFFF;
      if (code == 0 || at + 4 + length > body.limit()) {
        break;
      }
      if (code == COMMENT) {
        losses.dropped("comments");
      } else {
        taker.take(code, at + 4, length);
      }
      at += 4 + (length + 3 & ~3);
    }
    if (from + 4 <= body.limit()) {
      block.put32(0);
    }
  }

  /// The machine, its system, the program.
  void section(PcapngCopy.Block block) {
    each(
        block,
        (code, at, length) -> {
          if (code >= 2 && code <= 4) {
            put(block, code, text(at, length));
          }
        });
  }

  void description(PcapngCopy.Block block) {
    each(
        block,
        (code, at, length) -> {
          switch (code) {
            case 2, 3, 12 -> put(block, code, text(at, length));
            case 4 -> v4(block, at, length);
            case 6 -> mac(block, at, length);
            case 8, 9, 14 -> put(block, code, bytes(at, length));
            case 11 -> filter(block, at, length);
            default -> {}
          }
        });
  }

  /// Times and numbers of packets.
  void statistics(PcapngCopy.Block block) {
    each(
        block,
        (code, at, length) -> {
          if (code >= 2 && code <= 8 && length == 8) {
            put(block, code, bytes(at, length));
          }
        });
  }

  /// Flags, and numbers: what was dropped before, which packet, which queue.
  void packet(PcapngCopy.Block block) {
    each(
        block,
        (code, at, length) -> {
          boolean isNumber = code == 2 || (code >= 4 && code <= 6);
          if (isNumber && length <= 8) {
            put(block, code, bytes(at, length));
          }
        });
  }

  private void v4(PcapngCopy.Block block, int at, int length) {
    if (length == 8) {
      var bytes = ByteBuffer.wrap(bytes(at, length));
      // Addresses are in network order, whatever the section's.
      bytes.putInt(0, (int) with.address(IpAddress.ofV4(bytes.getInt(0))).low());
      put(block, 4, bytes.array());
    }
  }

  private void mac(PcapngCopy.Block block, int at, int length) {
    if (length == 6) {
      var bytes = ByteBuffer.wrap(new byte[8]).put(2, bytes(at, length));
      bytes.putLong(0, with.mac(bytes.getLong(0)));
      put(block, 6, java.util.Arrays.copyOfRange(bytes.array(), 2, 8));
    }
  }

  /// Of text, as tcpdump takes it.
  private void filter(PcapngCopy.Block block, int at, int length) {
    if (length > 1 && body.get(at) == 0) {
      var text = text(at + 1, length - 1);
      put(block, 11, ByteBuffer.allocate(text.length + 1).put(1, text).array());
    }
  }

  private byte[] text(int at, int length) {
    var original = new String(bytes(at, length), StandardCharsets.UTF_8);
    return with.text(original).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] bytes(int at, int length) {
    var bytes = new byte[length];
    body.get(at, bytes);
    return bytes;
  }

  private void put(PcapngCopy.Block block, int code, byte[] bytes) {
    if (bytes.length < TEXT_MAX) {
      block.put16(code);
      block.put16(bytes.length);
      block.put(bytes, bytes.length);
    }
  }
}

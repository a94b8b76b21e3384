package dev.casebook.wings.captures.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A pcapng file: sections, each with interfaces and blocks of its own byte order.
///
/// Source: draft-ietf-opsawg-pcapng. Names and secrets are stepped over.
final class PcapngReader extends FrameReader {

  static final int SECTION = 0x0A0D0D0A;
  static final int ORDER = 0x1A2B3C4D;

  private static final int INTERFACE = 1;
  private static final int PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int STATISTICS = 5;
  private static final int ENHANCED_PACKET = 6;

  /// A frame, and what is said of it.
  private static final int BLOCK_READ_MAX = FRAME_BYTES_MAX + (64 << 10);

  /// A larger block is taken as damage; Wireshark draws the line at 16 MiB too.
  private static final long BLOCK_MAX = 16 << 20;

  /// How far a damaged block is looked past for the next one.
  private static final long SEARCH_MAX = 64L << 20;

  /// Of one section; each keeps a name.
  private static final int INTERFACES_MAX = 10_000;

  private final List<CaptureInterface> interfaces = new ArrayList<>();
  private boolean ended;
  private long pending;

  PcapngReader(ByteWindow window) throws IOException {
    super(window);
    if (!window.has(12) || !takeOrder()) {
      throw new IOException("is no capture: a pcapng section without a byte order");
    }
  }

  private boolean takeOrder() {
    window.littleEndian(false);
    if (window.i32(8) == ORDER) {
      return true;
    }
    window.littleEndian(true);
    return window.i32(8) == ORDER;
  }

  @Override
  public String form() {
    return "pcapng";
  }

  @Override
  public boolean next() {
    while (!ended) {
      if (!window.skip(pending)) {
        pending = 0;
        ended = true;
        damaged("the capture is cut within a block");
        return false;
      }
      pending = 0;
      if (!window.has(12)) {
        ended = true;
        return cut("a block's header");
      }
      if (window.i32(0) == SECTION) {
        if (!takeOrder()) {
          return end("a section begins without a byte order; what follows is not read");
        }
        interfaces.clear();
      }
      long size = window.u32(4);
      if (size < 12 || size > BLOCK_MAX || (size & 3) != 0) {
        damaged("a block of type %d says %d bytes, which can't be".formatted(window.u32(0), size));
        if (resynchronise()) {
          continue;
        }
        ended = true;
        return false;
      }
      if (block(window.i32(0), (int) size)) {
        return true;
      }
    }
    return false;
  }

  /// Looks for a block of a known type that says its size twice, as each does.
  private boolean resynchronise() {
    long from = window.offset();
    for (long searched = 0; searched < SEARCH_MAX; searched++) {
      if (!window.skip(1) || !window.has(12)) {
        problem("after offset %d no block was found".formatted(from));
        return false;
      }
      if (isBlock()) {
        problem(
            "blocks go on at offset %d: %d bytes were left out"
                .formatted(window.offset(), window.offset() - from));
        return true;
      }
    }
    problem("within %d bytes after offset %d no block was found".formatted(SEARCH_MAX, from));
    return false;
  }

  private boolean isBlock() {
    int type = window.i32(0);
    long size = window.u32(4);
    return (type == SECTION || isRead(type))
        && size >= 12
        && size <= BLOCK_READ_MAX
        && (size & 3) == 0
        && window.has((int) size)
        && window.u32((int) size - 4) == size;
  }

  private static boolean isRead(int type) {
    return switch (type) {
      case INTERFACE, PACKET, SIMPLE_PACKET, STATISTICS, ENHANCED_PACKET -> true;
      default -> false;
    };
  }

  private boolean end(String why) {
    damaged(why);
    ended = true;
    return false;
  }

  /// @return whether it held a frame
  private boolean block(int type, int size) {
    pending = size;
    boolean isFrame = type == PACKET || type == SIMPLE_PACKET || type == ENHANCED_PACKET;
    if (!isFrame && size <= BLOCK_READ_MAX) {
      window.has(size);
      others.take(window.bytes(), window.at(), window.at() + Math.min(size, window.present()));
    }
    if (!isRead(type)) {
      return false;
    }
    if (size > BLOCK_READ_MAX) {
      damaged("a block of %d bytes is larger than a frame can be and is left out".formatted(size));
      return false;
    }
    boolean whole = window.has(size);
    if (!whole) {
      cut("a block of %d bytes".formatted(size));
      ended = true;
    }
    // The last four bytes repeat the size.
    int end = whole ? size - 4 : window.present();
    return switch (type) {
      case INTERFACE -> describe(end);
      case STATISTICS -> statistics(end);
      case SIMPLE_PACKET -> simple(end);
      case PACKET -> packet(end, 28, window.u16(8));
      default -> end >= 28 && packet(end, 28, window.i32(8));
    };
  }

  private boolean describe(int end) {
    if (end < 16) {
      return false;
    }
    if (interfaces.size() == INTERFACES_MAX) {
      return end("the section has more than %d interfaces".formatted(INTERFACES_MAX));
    }
    var described = new CaptureInterface(window.u16(8), window.u32(12));
    options(
        16,
        end,
        (code, at, length) -> {
          switch (code) {
            case 2 -> described.name = new String(window.copy(at, length), StandardCharsets.UTF_8);
            case 9 -> {
              if (length >= 1) {
                described.resolution(window.bytes()[window.at() + at]);
              }
            }
            case 11 -> {
              // The first byte tells the filter's kind: 0 is text, as tcpdump takes it.
              if (length > 1 && window.bytes()[window.at() + at] == 0) {
                described.filter =
                    new String(window.copy(at + 1, length - 1), StandardCharsets.UTF_8);
              }
            }
            case 14 -> {
              if (length >= 8) {
                described.offsetSeconds = i64(at);
              }
            }
            default -> {}
          }
        });
    interfaces.add(described);
    making.on(described);
    return false;
  }

  private long i64(int at) {
    long first = window.u32(at);
    long second = window.u32(at + 4);
    return window.isLittleEndian() ? second << 32 | first : first << 32 | second;
  }

  private interface OptionTaker {
    void take(int code, int at, int length);
  }

  private void options(int from, int end, OptionTaker taker) {
    int at = from;
    while (at + 4 <= end) {
      int code = window.u16(at);
      int length = window.u16(at + 2);
      if (code == 0 || at + 4 + length > end) {
        return;
      }
      taker.take(code, at + 4, length);
      at += 4 + (length + 3 & ~3);
    }
  }

  private boolean statistics(int end) {
    var on = end < 20 ? null : described(window.i32(8));
    if (on != null) {
      options(
          20,
          end,
          (code, at, length) -> {
            if (length >= 8) {
              count(on, code, i64(at));
            }
          });
    }
    return false;
  }

  /// Of what was dropped, the interface (5) and the system (7) count apart.
  private void count(CaptureInterface on, int option, long packets) {
    if (option == 4) {
      making.received(on.more(option, packets));
    }
    if (option == 5 || option == 7) {
      making.dropped(on.more(option, packets));
      if (packets != 0) {
        problem(
            "%s packets were dropped while capturing on %s"
                .formatted(
                    Long.toUnsignedString(packets),
                    on.name.isEmpty() ? "interface " + interfaces.indexOf(on) : on.name));
      }
    }
  }

  private @Nullable CaptureInterface described(int number) {
    if (number >= 0 && number < interfaces.size()) {
      return interfaces.get(number);
    }
    damaged(
        "names interface %s, which its section does not describe"
            .formatted(Integer.toUnsignedString(number)));
    return null;
  }

  private boolean packet(int end, int header, int number) {
    var on = end < header ? null : described(number);
    return on != null
        && take(
            on,
            on.time(window.u32(12), window.u32(16)),
            header,
            window.u32(20),
            window.u32(24),
            end);
  }

  /// A simple packet is the first interface's and has no time.
  private boolean simple(int end) {
    if (end < 12) {
      return false;
    }
    if (interfaces.isEmpty()) {
      damaged("is of an interface that its section does not describe");
      return false;
    }
    var on = interfaces.getFirst();
    long length = window.u32(8);
    long captured = on.snapLength == 0 ? length : Math.min(length, on.snapLength);
    return take(on, NO_TIME, 12, Math.min(captured, Math.max(0, blockSize() - 16)), length, end);
  }

  private long blockSize() {
    return window.u32(4);
  }

  private boolean take(
      CaptureInterface on, long time, int header, long captured, long length, int end) {
    int present = (int) Math.min(captured, end - header);
    if (captured > present && !ended) {
      damaged("says %d bytes and its block holds %d".formatted(captured, present));
    }
    frame(time, on.linkType, on.name, header, present, length);
    return true;
  }
}

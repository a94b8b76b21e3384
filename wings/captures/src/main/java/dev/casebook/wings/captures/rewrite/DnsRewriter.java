package dev.casebook.wings.captures.rewrite;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A message of DNS (RFC 1035) written again: names and addresses have others in their place, names
/// are written out where they pointed to another place, and what other records hold is zeros.
final class DnsRewriter {

  private static final int HEADER = 12;

  /// A datagram has 65,507 bytes; names that are written out may take more.
  private static final int BYTES_MAX = 60_000;

  private static final int NAME_BYTES_MAX = 255;
  private static final int LABELS_MAX = 128;

  private final Frame frame;
  private final int from;
  private final int end;

  /// Of the copy.
  private final int begin;

  private DnsRewriter(Frame frame) {
    this.frame = frame;
    this.from = frame.at;
    this.end = frame.end;
    this.begin = frame.size;
  }

  /// Writes the message that is left of the frame again, or its header alone where it is none.
  static void rewrite(Frame frame) {
    if (frame.end - frame.at < HEADER) {
      return;
    }
    var rewriter = new DnsRewriter(frame);
    int start = frame.size;
    if (rewriter.message()) {
      frame.longer += frame.size - start - (frame.end - rewriter.from);
    } else {
      frame.at = rewriter.from;
      frame.size = start;
      frame.copy(HEADER);
    }
  }

  private boolean message() {
    int questions = frame.u16(4);
    int records = frame.u16(6) + frame.u16(8) + frame.u16(10);
    frame.copy(HEADER);
    for (int i = 0; i < questions; i++) {
      if (!name() || !numbers(4)) {
        return false;
      }
    }
    for (int i = 0; i < records; i++) {
      if (!record()) {
        return false;
      }
    }
    return frame.at == end;
  }

  private boolean numbers(int count) {
    if (end - frame.at < count) {
      return false;
    }
    frame.copy(count);
    return true;
  }

  private boolean record() {
    if (!name() || end - frame.at < 10) {
      return false;
    }
    int type = frame.u16(0);
    int length = frame.u16(8);
    frame.copy(10);
    int start = frame.size;
    int to = frame.at + length;
    if (to > end || !content(type, length, to) || frame.at > to) {
      return false;
    }
    frame.blank(to - frame.at);
    frame.set16(start - 2, frame.size - start);
    return frame.size - begin < BYTES_MAX;
  }

  /// What it leaves of a record is written as zeros.
  private boolean content(int type, int length, int to) {
    return switch (type) {
      case 1 -> length != 4 || address(false);
      case 28 -> length != 16 || address(true);
      // NS, CNAME, PTR, DNAME.
      case 2, 5, 12, 39 -> name();
      case 6 -> names(2) && numbers(20);
      case 15 -> numbers(2) && name();
      case 33 -> numbers(6) && name();
      case 41 -> options(to);
      default -> true;
    };
  }

  private boolean names(int count) {
    for (int i = 0; i < count; i++) {
      if (!name()) {
        return false;
      }
    }
    return true;
  }

  private boolean address(boolean isV6) {
    if (isV6) {
      frame.v6();
    } else {
      frame.v4();
    }
    return true;
  }

  /// Of EDNS (RFC 6891) which options there are: a client's network and cookies are its own.
  private boolean options(int to) {
    while (to - frame.at >= 4) {
      int length = frame.u16(2);
      if (to - frame.at - 4 < length) {
        return true;
      }
      frame.copy(4);
      frame.blank(length);
    }
    return true;
  }

  private boolean name() {
    var original = readName();
    if (original == null || frame.size - begin > BYTES_MAX) {
      return false;
    }
    write(original.isEmpty() ? "" : frame.with.host(original));
    return true;
  }

  /// Goes on behind it; null where it is none.
  private @Nullable String readName() {
    var name = new StringBuilder();
    int place = frame.at;
    int behind = -1;
    for (int labels = 0; labels < LABELS_MAX && place < end; labels++) {
      int length = frame.in[place] & 0xFF;
      if (length == 0) {
        frame.at = behind < 0 ? place + 1 : behind;
        return name.toString();
      }
      if (length >= 0xC0) {
        if (place + 1 >= end) {
          return null;
        }
        behind = behind < 0 ? place + 2 : behind;
        place = from + ((length & 0x3F) << 8 | (frame.in[place + 1] & 0xFF));
        continue;
      }
      if (length > 63 || place + 1 + length > end || name.length() > NAME_BYTES_MAX) {
        return null;
      }
      name.append(name.isEmpty() ? "" : ".")
          .append(new String(frame.in, place + 1, length, StandardCharsets.UTF_8));
      place += 1 + length;
    }
    return null;
  }

  /// The last labels of one that would be too long.
  private void write(String name) {
    var labels = name.isEmpty() ? new String[0] : name.split("\\.");
    int first = labels.length;
    int bytes = 1;
    while (first > 0) {
      int size = 1 + label(labels[first - 1]).length;
      if (bytes + size > NAME_BYTES_MAX || size == 1) {
        break;
      }
      bytes += size;
      first--;
    }
    for (int i = first; i < labels.length; i++) {
      var label = label(labels[i]);
      frame.put8(label.length);
      frame.put(label);
    }
    frame.put8(0);
  }

  private static byte[] label(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length > 63 ? Arrays.copyOf(bytes, 63) : bytes;
  }
}

package dev.casebook.wings.captures.dissect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message of DNS, RFC 1035, as far as operators ask: its first question, and the answers' data.
///
/// @param code the answer's, such as NXDOMAIN
/// @param name as it was asked, without the last dot; `.` for the root
/// @param type such as AAAA
/// @param answers what records of the answer section say, for types that are addresses or names
/// @param answerCount how many such records it says it has
/// @param cut whether the captured bytes end within it
public record DnsMessage(
    int id,
    boolean isResponse,
    boolean isTruncated,
    String code,
    String name,
    String type,
    List<String> answers,
    int answerCount,
    boolean cut) {

  private static final int HEADER = 12;

  /// Records that are looked through.
  private static final int ANSWERS_MAX = 64;

  /// A name has 255 bytes; a chain of pointers need not be longer than its labels.
  private static final int LABELS_MAX = 128;

  private static final int NAME_BYTES_MAX = 255;

  public DnsMessage {
    answers = List.copyOf(answers);
  }

  /// Reads a message of one question.
  ///
  /// @return null if it is none, or not a query
  public static @Nullable DnsMessage read(byte[] bytes, int from, int to) {
    if (to - from < HEADER || (bytes[from + 2] & 0x78) != 0 || u16(bytes, from + 4) != 1) {
      return null;
    }
    var reader = new Reader(bytes, from, to);
    var name = reader.name();
    if (name == null || !reader.has(4)) {
      return null;
    }
    int type = reader.u16();
    reader.u16();
    int flags = u16(bytes, from + 2);
    int count = u16(bytes, from + 6);
    var answers = new ArrayList<String>();
    boolean isWhole = (flags & 0x8000) == 0 || reader.answers(count, answers);
    return new DnsMessage(
        u16(bytes, from),
        (flags & 0x8000) != 0,
        (flags & 0x0200) != 0,
        code(flags & 0xF),
        name,
        type(type),
        answers,
        count,
        !isWhole);
  }

  /// One line: `AAAA www.example.com: NOERROR 2001:db8::1`.
  public String text() {
    var question = "%d %s %s".formatted(id, type, name);
    return isResponse
        ? "%s: %s %s".formatted(question, code, String.join(",", answers)).strip()
        : question + "?";
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  /// Names of https://www.iana.org/assignments/dns-parameters.
  private static String code(int code) {
    return switch (code) {
      case 0 -> "NOERROR";
      case 1 -> "FORMERR";
      case 2 -> "SERVFAIL";
      case 3 -> "NXDOMAIN";
      case 4 -> "NOTIMP";
      case 5 -> "REFUSED";
      case 6 -> "YXDOMAIN";
      case 7 -> "YXRRSET";
      case 8 -> "NXRRSET";
      case 9 -> "NOTAUTH";
      case 10 -> "NOTZONE";
      default -> "RCODE" + code;
    };
  }

  private static String type(int type) {
    return switch (type) {
      case 1 -> "A";
      case 2 -> "NS";
      case 5 -> "CNAME";
      case 6 -> "SOA";
      case 12 -> "PTR";
      case 15 -> "MX";
      case 16 -> "TXT";
      case 28 -> "AAAA";
      case 33 -> "SRV";
      case 35 -> "NAPTR";
      case 43 -> "DS";
      case 46 -> "RRSIG";
      case 48 -> "DNSKEY";
      case 64 -> "SVCB";
      case 65 -> "HTTPS";
      case 251 -> "IXFR";
      case 252 -> "AXFR";
      case 255 -> "ANY";
      default -> "TYPE" + type;
    };
  }

  private static final class Reader {

    private final byte[] bytes;
    private final int from;
    private final int to;
    private int at;

    Reader(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.from = from;
      this.to = to;
      this.at = from + HEADER;
    }

    boolean has(int count) {
      return to - at >= count;
    }

    int u16() {
      at += 2;
      return DnsMessage.u16(bytes, at - 2);
    }

    /// The name here; the place is behind it then. Null if it is none.
    @Nullable String name() {
      var text = new StringBuilder();
      int label = at;
      boolean jumped = false;
      for (int labels = 0; labels < LABELS_MAX && text.length() <= NAME_BYTES_MAX * 4; labels++) {
        if (label >= to) {
          return null;
        }
        int length = bytes[label] & 0xFF;
        if (length == 0) {
          at = jumped ? at : label + 1;
          return text.isEmpty() ? "." : text.toString();
        }
        if (length >= 0xC0) {
          if (label + 2 > to) {
            return null;
          }
          at = jumped ? at : label + 2;
          jumped = true;
          label = from + (DnsMessage.u16(bytes, label) & 0x3FFF);
        } else if (length < 64 && label + 1 + length <= to) {
          if (!text.isEmpty()) {
            text.append('.');
          }
          PrintableBytes.append(bytes, label + 1, label + 1 + length, text);
          label += 1 + length;
        } else {
          return null;
        }
      }
      return null;
    }

    /// @return whether all that were looked through are there
    boolean answers(int count, List<String> into) {
      for (int i = 0; i < Math.min(count, ANSWERS_MAX); i++) {
        if (name() == null || !has(10)) {
          return false;
        }
        int type = u16();
        at += 6;
        int length = u16();
        if (!has(length)) {
          return false;
        }
        int end = at + length;
        var says = answer(type, length);
        if (says != null) {
          into.add(says);
        }
        at = end;
      }
      return true;
    }

    private @Nullable String answer(int type, int length) {
      return switch (type) {
        case 1 -> length == 4 ? Addresses.text(bytes, at, 4) : null;
        case 28 -> length == 16 ? Addresses.text(bytes, at, 6) : null;
        case 2, 5, 12 -> name();
        default -> null;
      };
    }
  }
}

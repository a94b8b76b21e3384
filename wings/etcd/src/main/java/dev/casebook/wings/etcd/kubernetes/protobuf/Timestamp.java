package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Time and MicroTime: seconds since 1970 (field 1) and nanoseconds (field 2).
final class Timestamp {
  private static final int DAY_SECONDS = 86_400;

  /// The years 0000 to 9999, which RFC 3339 can write.
  private static final long FIRST = -62_167_219_200L;

  private static final long LAST = 253_402_300_799L;

  private Timestamp() {}

  /// The time as text; null for the zero time; the bare seconds when the year has no four digits.
  static @Nullable Object read(Slice message, Form form) throws MalformedException {
    long seconds = 0;
    long nanos = 0;
    for (var in = new WireReader(message); in.next(); ) {
      if (in.number() == 1 && in.wireType() == WireReader.VARINT) {
        seconds = in.varint();
      } else if (in.number() == 2 && in.wireType() == WireReader.VARINT) {
        nanos = in.varint();
      } else {
        in.skip();
      }
    }
    if (seconds == 0 && nanos == 0) {
      return null;
    }
    if (seconds < FIRST || seconds > LAST) {
      return seconds;
    }
    return spell(seconds, form == Form.TIME ? -1 : Math.floorMod(nanos, 1_000_000_000L) / 1_000);
  }

  /// Spelled by hand: the JDK's formatters load locale data, which costs a short command dearly.
  private static String spell(long seconds, long micros) {
    int ofDay = (int) Math.floorMod(seconds, (long) DAY_SECONDS);
    var text = new StringBuilder(27);
    text.append(LocalDate.ofEpochDay(Math.floorDiv(seconds, (long) DAY_SECONDS)));
    digits(text.append('T'), ofDay / 3600, 10);
    digits(text.append(':'), ofDay / 60 % 60, 10);
    digits(text.append(':'), ofDay % 60, 10);
    if (micros >= 0) {
      digits(text.append('.'), micros, 100_000);
    }
    return text.append('Z').toString();
  }

  private static void digits(StringBuilder text, long number, long highest) {
    for (long place = highest; place > 0; place /= 10) {
      text.append((char) ('0' + number / place % 10));
    }
  }

  static void write(WireWriter out, Object value, Form form) throws UnencodableException {
    if (value instanceof Number) {
      out.number(2, 0);
      out.number(1, Scalars.integer(value));
      return;
    }
    var unit = form == Form.TIME ? ChronoUnit.SECONDS : ChronoUnit.MICROS;
    var time = parse(Scalars.string(value)).truncatedTo(unit);
    out.number(2, time.getNano());
    out.number(1, time.getEpochSecond());
  }

  private static Instant parse(String text) throws UnencodableException {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Scalars.expected("a time such as 2026-01-31T23:59:59Z", text);
    }
  }
}

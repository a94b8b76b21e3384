package dev.casebook.formats.kubernetes.protobuf;

import dev.casebook.formats.kubernetes.tree.MalformedException;
import dev.casebook.formats.kubernetes.tree.UnencodableException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Time and MicroTime: seconds since 1970 (field 1) and nanoseconds (field 2).
final class Timestamp {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /// The years that RFC 3339 can write.
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

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
    if (seconds < FIRST.getEpochSecond() || seconds > LAST.getEpochSecond()) {
      return seconds;
    }
    var time = Instant.ofEpochSecond(seconds, Math.floorMod(nanos, 1_000_000_000L));
    return (form == Form.TIME ? SECONDS : MICROSECONDS).format(time);
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

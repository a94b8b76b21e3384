package dev.casebook.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// What JDBC hands out, as the few types that an answer has.
final class Cells {

  private Cells() {}

  static @Nullable Object value(@Nullable Object cell) {
    return switch (cell) {
      case null -> null;
      case String text -> text;
      case Boolean truth -> truth;
      case Integer number -> (long) number;
      case Long number -> number;
      case Short number -> (long) number;
      case Byte number -> (long) number;
      case Float number -> (double) number;
      case Double number -> number;
      case BigDecimal number -> number;
      case BigInteger number -> new BigDecimal(number);
      case Timestamp time -> time.toLocalDateTime();
      case LocalDateTime time -> time;
      case OffsetDateTime time -> time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
      default -> cell.toString();
    };
  }
}

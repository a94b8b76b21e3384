package dev.casebook.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/// What JDBC hands out, as the few types that an answer has: a LIST as a List, a STRUCT or MAP as a
/// Map in its order, a BLOB as hexadecimal digits.
final class Cells {

  private Cells() {}

  static @Nullable Object value(@Nullable Object cell) throws SQLException {
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
      case Array list -> list((Object[]) list.getArray());
      case DuckDBStruct struct -> map(struct.getMap());
      case Map<?, ?> map -> map(map);
      case Blob blob -> HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
      default -> cell.toString();
    };
  }

  private static List<@Nullable Object> list(@Nullable Object[] cells) throws SQLException {
    var values = new ArrayList<@Nullable Object>();
    for (var cell : cells) {
      values.add(value(cell));
    }
    return values;
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> cells) throws SQLException {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var cell : cells.entrySet()) {
      values.put(String.valueOf(value(cell.getKey())), value(cell.getValue()));
    }
    return values;
  }
}

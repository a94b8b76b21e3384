package dev.casebook.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.LocalDate;
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

  /// What the driver makes of `infinity` and `-infinity`: the largest numbers of microseconds and
  /// days, and what overflows when they are negated.
  private static final Map<Object, String> ENDLESS =
      Map.of(
          LocalDateTime.parse("+294247-01-10T04:00:54.775807"), "infinity",
          LocalDateTime.parse("+290309-12-21T19:59:05.224193"), "-infinity",
          LocalDate.ofEpochDay(Integer.MAX_VALUE), "infinity",
          LocalDate.ofEpochDay(-Integer.MAX_VALUE), "-infinity");

  private Cells() {}

  /// The cells of the row that the result stands on.
  ///
  /// @throws QueryFailure if one of them is no value of Java's
  static @Nullable Object[] row(ResultSet result, int width) throws SQLException, QueryFailure {
    var row = new @Nullable Object[width];
    for (int i = 0; i < width; i++) {
      try {
        row[i] = value(result.getObject(i + 1));
      } catch (DateTimeException e) {
        row[i] = endOfDay(result.getMetaData(), i + 1);
      }
    }
    return row;
  }

  /// The only time of day that Java does not have; with a zone the driver does not tell which.
  private static String endOfDay(ResultSetMetaData columns, int column)
      throws SQLException, QueryFailure {
    if (columns.getColumnTypeName(column).equals("TIME")) {
      return "24:00:00";
    }
    throw new QueryFailure(
        columns.getColumnName(column) + " holds a time that can't be shown; cast it to VARCHAR");
  }

  /// What is done while rows are fetched.
  interface Fetching {
    boolean run() throws SQLException;
  }

  /// The next row of a result, whatever its driver throws.
  static boolean next(Fetching next) throws SQLException, QueryFailure {
    try {
      return next.run();
    } catch (DateTimeException e) {
      throw new QueryFailure(
          "a list or struct holds a time that can't be shown; cast it to VARCHAR");
    }
  }

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
      case Timestamp time -> told(time.toLocalDateTime());
      case LocalDateTime time -> told(time);
      case LocalDate date -> ENDLESS.getOrDefault(date, date.toString());
      case OffsetDateTime time ->
          told(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
      case Array list -> list((Object[]) list.getArray());
      case DuckDBStruct struct -> map(struct.getMap());
      case Map<?, ?> map -> map(map);
      case Blob blob -> HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
      default -> cell.toString();
    };
  }

  private static Object told(LocalDateTime time) {
    var endless = ENDLESS.get(time);
    return endless == null ? time : endless;
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

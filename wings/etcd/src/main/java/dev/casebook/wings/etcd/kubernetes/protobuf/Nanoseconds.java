package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Pattern;

/// A span of time in nanoseconds, spelled as Go's `time.Duration` does: `1h30m0s`, `1.5s`, `20ms`.
final class Nanoseconds {
  private static final long SECOND = 1_000_000_000L;

  private static final Map<String, Long> UNITS =
      Map.of(
          "h",
          3600 * SECOND,
          "m",
          60 * SECOND,
          "s",
          SECOND,
          "ms",
          1_000_000L,
          "us",
          1_000L,
          "µs",
          1_000L,
          "μs",
          1_000L,
          "ns",
          1L);

  private static final Pattern PART =
      Pattern.compile("([0-9]{0,20}(?:\\.[0-9]{0,20})?)(h|ms|m|s|us|µs|μs|ns)");

  private Nanoseconds() {}

  static String spell(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    var magnitude = BigDecimal.valueOf(nanos).abs();
    var sign = nanos < 0 ? "-" : "";
    if (magnitude.compareTo(BigDecimal.valueOf(SECOND)) < 0) {
      var unit =
          magnitude.intValue() < 1_000 ? "ns" : magnitude.intValue() < 1_000_000 ? "µs" : "ms";
      return sign + plain(magnitude, UNITS.getOrDefault(unit, 1L)) + unit;
    }
    var minutes = magnitude.divideToIntegralValue(BigDecimal.valueOf(60 * SECOND)).longValue();
    var seconds = magnitude.remainder(BigDecimal.valueOf(60 * SECOND));
    var hours = minutes >= 60 ? minutes / 60 + "h" : "";
    return sign + hours + (minutes > 0 ? minutes % 60 + "m" : "") + plain(seconds, SECOND) + "s";
  }

  private static String plain(BigDecimal nanos, long unit) {
    var amount = nanos.divide(BigDecimal.valueOf(unit), 9, RoundingMode.DOWN);
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  static long parse(String text) throws UnencodableException {
    boolean negative = text.startsWith("-");
    var rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return 0;
    }
    var sum = BigDecimal.ZERO;
    int at = 0;
    var part = PART.matcher(rest);
    while (at < rest.length() && part.region(at, rest.length()).lookingAt()) {
      sum = sum.add(amount(part.group(1), text).multiply(BigDecimal.valueOf(unit(part.group(2)))));
      at = part.end();
    }
    var nanos = (negative ? sum.negate() : sum).toBigInteger();
    if (at == 0 || at < rest.length() || nanos.bitLength() > 63) {
      throw Scalars.expected("a duration such as 1h30m0s", text);
    }
    return nanos.longValue();
  }

  private static long unit(String name) {
    return UNITS.getOrDefault(name, 1L);
  }

  private static BigDecimal amount(String digits, String text) throws UnencodableException {
    if (digits.isEmpty() || digits.equals(".")) {
      throw Scalars.expected("a duration such as 1h30m0s", text);
    }
    return new BigDecimal("0" + digits + (digits.endsWith(".") ? "0" : ""));
  }
}

package dev.casebook.wings.etcd.kubernetes.protobuf;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A Kubernetes resource quantity such as `100m`, `1.5Gi` or `12e6`, in its canonical spelling.
///
/// Source: the package documentation of k8s.io/apimachinery/pkg/api/resource: no precision is lost
/// down to a billionth, no fractional digits are printed, the exponent is as large as possible.
final class Quantity {
  private static final Pattern SPELLING =
      Pattern.compile(
          "([-+]?)([0-9]{0,40})(?:\\.([0-9]{0,40}))?(([eE])([-+]?[0-9]{1,3})|[A-Za-z]*)");

  /// Decimal suffixes from 10^-9 upwards, a thousand apart.
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");

  /// Binary suffixes from 2^0 upwards, 1024 apart.
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");

  /// Binary quantities are capped at 64 bits.
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

  private Quantity() {}

  /// The canonical spelling; text that is not a quantity stays as it is.
  static String canonical(String text) {
    if (text.equals("0")) {
      return text;
    }
    var match = SPELLING.matcher(text);
    if (!match.matches()
        || (digits(match.group(2)).isEmpty() && digits(match.group(3)).isEmpty())) {
      return text;
    }
    var number =
        new BigDecimal(match.group(1) + "0" + match.group(2) + "." + digits(match.group(3)) + "0");
    var suffix = match.group(4);
    if (match.group(5) != null) {
      return decimal(number.scaleByPowerOfTen(Integer.parseInt(match.group(6))), true);
    }
    if (!suffix.isEmpty() && BINARY.contains(suffix)) {
      return binary(number.multiply(KIBI.pow(BINARY.indexOf(suffix))));
    }
    int power = DECIMAL.indexOf(suffix);
    return power < 0 ? text : decimal(number.scaleByPowerOfTen(3 * power - 9), false);
  }

  private static String digits(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static String binary(BigDecimal value) {
    var magnitude = value.abs().min(MAX);
    boolean isWhole = magnitude.stripTrailingZeros().scale() <= 0;
    if (magnitude.compareTo(KIBI) < 0 || !isWhole) {
      return decimal(value, false);
    }
    var whole = magnitude.toBigInteger();
    int power = 0;
    while (power < BINARY.size() - 1 && whole.getLowestSetBit() >= 10) {
      whole = whole.shiftRight(10);
      power++;
    }
    return sign(value) + whole + BINARY.get(power);
  }

  private static String decimal(BigDecimal value, boolean exponentForm) {
    var billionths = value.abs().setScale(9, RoundingMode.UP).unscaledValue();
    if (billionths.signum() == 0) {
      return "0";
    }
    int power = 0;
    var thousand = BigInteger.valueOf(1000);
    while (power < DECIMAL.size() - 1 && billionths.mod(thousand).signum() == 0) {
      billionths = billionths.divide(thousand);
      power++;
    }
    int exponent = 3 * power - 9;
    var suffix = exponentForm ? (exponent == 0 ? "" : "e" + exponent) : DECIMAL.get(power);
    return sign(value) + billionths + suffix;
  }

  private static String sign(BigDecimal value) {
    return value.signum() < 0 ? "-" : "";
  }
}

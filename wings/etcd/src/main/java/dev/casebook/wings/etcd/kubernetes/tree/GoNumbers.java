package dev.casebook.wings.etcd.kubernetes.tree;

import java.math.BigDecimal;
import java.math.BigInteger;

/// Numbers as Go's standard library prints them, which is how Kubernetes shows them.
final class GoNumbers {
  private GoNumbers() {}

  /// The number in JSON: plain notation between 1e-6 and 1e21, otherwise with an exponent
  /// (`encoding/json`). A decimal read from JSON text keeps its own digits.
  static String json(Number number) {
    if (number instanceof Double d) {
      double magnitude = Math.abs(d);
      return magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)
          ? scientific(new BigDecimal(Double.toString(d)), 1)
          : plain(d);
    }
    return number.toString();
  }

  /// The number in YAML: `%g` of the nearest double, as go-yaml prints floats; integers in full.
  static String yaml(Number number) {
    if (number instanceof BigDecimal || number instanceof Double || number instanceof Float) {
      return general(number.doubleValue());
    }
    return number instanceof BigInteger big ? big.toString() : Long.toString(number.longValue());
  }

  private static String general(double value) {
    if (Double.isNaN(value)) {
      return ".nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? ".inf" : "-.inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    return exponent < -4 || exponent >= 6 ? scientific(decimal, 2) : decimal.toPlainString();
  }

  private static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  private static String scientific(BigDecimal decimal, int exponentDigits) {
    var digits = decimal.stripTrailingZeros().unscaledValue().abs().toString();
    int exponent = decimal.precision() - decimal.scale() - 1;
    var text = new StringBuilder();
    text.append(decimal.signum() < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    var magnitude = Integer.toString(Math.abs(exponent));
    return text.append("0".repeat(Math.max(0, exponentDigits - magnitude.length())))
        .append(magnitude)
        .toString();
  }
}

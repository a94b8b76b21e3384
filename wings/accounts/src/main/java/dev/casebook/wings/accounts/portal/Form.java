package dev.casebook.wings.accounts.portal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Fields as a form or a query sends them (application/x-www-form-urlencoded).
final class Form {

  /// No form of ours has more.
  private static final int FIELDS_MAX = 16;

  private Form() {}

  /// @return empty for what no browser sends: too many fields, one twice, a broken escape
  static Optional<Map<String, String>> read(String text) {
    var fields = new HashMap<String, String>();
    if (text.isEmpty()) {
      return Optional.of(fields);
    }
    var parts = text.split("&", FIELDS_MAX + 1);
    if (parts.length > FIELDS_MAX) {
      return Optional.empty();
    }
    try {
      for (var part : parts) {
        int equals = part.indexOf('=');
        var name = decoded(equals < 0 ? part : part.substring(0, equals));
        var value = equals < 0 ? "" : decoded(part.substring(equals + 1));
        if (fields.putIfAbsent(name, value) != null) {
          return Optional.empty();
        }
      }
      return Optional.of(fields);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}

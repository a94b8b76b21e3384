package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An interface while its lines are read.
///
/// Its counters go by the names that `ip -s link` has in its heads, after `rx` or `tx`.
final class InterfaceDraft {

  private final long offset;
  private final String name;
  @Nullable String parent;
  @Nullable String kind;
  @Nullable String master;
  @Nullable String state;
  @Nullable Boolean up;
  @Nullable Boolean carrier;
  @Nullable Integer mtu;
  @Nullable String mac;
  private @Nullable String flags;
  private final Map<String, Long> counters = new HashMap<>();

  InterfaceDraft(long offset, String name) {
    this.offset = offset;
    this.name = name;
  }

  long offset() {
    return offset;
  }

  /// Takes flags as ip and ifconfig write them; the second has RUNNING where the first has
  /// LOWER_UP.
  void flags(List<String> names) {
    flags = String.join(",", names);
    up = names.contains("UP");
    carrier = names.contains("UP") ? names.contains("LOWER_UP") || names.contains("RUNNING") : null;
  }

  void count(String counter, @Nullable Long number) {
    if (number != null) {
      counters.put(counter, number);
    }
  }

  /// Takes a line of numbers under the heads that stand over them.
  ///
  /// @return whether there is a number for each head
  boolean count(String direction, String[] heads, String[] numbers) {
    if (heads.length != numbers.length) {
      return false;
    }
    for (int i = 0; i < heads.length; i++) {
      var number = Digits.decimal(numbers[i]);
      if (number == null) {
        return false;
      }
      count(direction + " " + heads[i], number);
    }
    return true;
  }

  Interface done() {
    return new Interface(
        name,
        parent,
        kind,
        master,
        lower(state),
        up,
        carrier,
        mtu,
        lower(mac),
        flags,
        counters.get("rx bytes"),
        counters.get("rx packets"),
        counters.get("rx errors"),
        counters.get("rx dropped"),
        counters.get("rx missed"),
        counters.get("rx overrun"),
        counters.get("tx bytes"),
        counters.get("tx packets"),
        counters.get("tx errors"),
        counters.get("tx dropped"),
        counters.get("tx carrier"),
        counters.get("tx collsns"));
  }

  private static @Nullable String lower(@Nullable String text) {
    return text == null ? null : text.toLowerCase(Locale.ROOT);
  }
}

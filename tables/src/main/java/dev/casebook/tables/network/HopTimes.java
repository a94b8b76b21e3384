package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who answered at a hop, how often, and after how many milliseconds.
record HopTimes(
    @Nullable String address,
    @Nullable Double lossPercent,
    @Nullable Integer sent,
    @Nullable Double last,
    @Nullable Double average,
    @Nullable Double best,
    @Nullable Double worst,
    @Nullable Double deviation) {

  /// Of mtr's columns by their names. Where nobody answered its zeros are no times.
  static HopTimes ofColumns(String host, Map<String, String> columns) {
    var loss = number(columns.get("Loss%"));
    var address = host.equals("???") || host.isEmpty() ? null : host;
    return new HopTimes(
        address,
        loss == null && address == null ? Double.valueOf(100) : loss,
        Digits.small(columns.getOrDefault("Snt", "")),
        address == null ? null : number(columns.get("Last")),
        address == null ? null : number(columns.get("Avg")),
        address == null ? null : number(columns.get("Best")),
        address == null ? null : number(columns.get("Wrst")),
        address == null ? null : number(columns.get("StDev")));
  }

  /// @param times of the probes that were answered
  static HopTimes ofTimes(@Nullable String address, int sent, List<Double> times) {
    var loss = sent == 0 ? null : Double.valueOf(100.0 * (sent - times.size()) / sent);
    if (times.isEmpty()) {
      return new HopTimes(address, loss, sent, null, null, null, null, null);
    }
    var all = new DoubleSummaryStatistics();
    times.forEach(all::accept);
    return new HopTimes(
        address, loss, sent, times.getLast(), all.getAverage(), all.getMin(), all.getMax(), null);
  }

  /// `12.5`, `12.5%`; null for anything else.
  static @Nullable Double number(@Nullable String text) {
    if (text == null || !text.matches("\\d{1,12}(?:\\.\\d{1,12})?%?")) {
      return null;
    }
    return Double.valueOf(text.replace("%", ""));
  }
}

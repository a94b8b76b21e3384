package dev.casebook.verdicts;

import java.util.Map;
import java.util.Optional;

/// A comparison as JSON: the same bytes for the same comparison.
///
/// ```
/// {"schema":1,"good":[{"source","host"}],"bad":{"source","host"},"same_host",
///  "differences":[{"table","key","column","good":{"value","at","text"},"bad":…,"agreeing","why"}],
///  "left_out":{TABLE:N},"folded":{REASON:N},"apart":[{"what","why"}],"tables_compared",
///  "shortcomings":[…]}
/// ```
///
/// `column` is empty where only one side has the row; the other side is null then.
public final class ComparisonJson {

  private final JsonText json = new JsonText();

  private ComparisonJson() {}

  public static String of(Comparison comparison) {
    var writer = new ComparisonJson();
    writer.write(comparison);
    return writer.json.toString();
  }

  private void write(Comparison comparison) {
    json.object().key("schema").number(1);
    json.key("good").array();
    comparison.good().forEach(this::label);
    json.end().key("bad");
    label(comparison.bad());
    json.key("same_host").bool(comparison.sameHost());
    json.key("differences").array();
    comparison.differences().forEach(this::difference);
    json.end();
    counts("left_out", comparison.leftOut());
    counts("folded", comparison.folded());
    json.key("apart").array();
    for (var apart : comparison.apart()) {
      json.object().key("what").text(apart.what()).key("why").text(apart.why()).end();
    }
    json.end().key("tables_compared").number(comparison.tablesCompared());
    json.key("shortcomings").array();
    comparison.shortcomings().forEach(json::text);
    json.end().end();
  }

  private void label(SnapshotLabel label) {
    json.object().key("source").text(label.source()).key("host").text(label.host()).end();
  }

  private void difference(Comparison.Difference difference) {
    json.object().key("table").text(difference.table()).key("key").text(difference.key());
    json.key("column").text(difference.column());
    side("good", difference.good());
    side("bad", difference.bad());
    json.key("agreeing").number(difference.agreeing()).key("why").text(difference.why()).end();
  }

  private void side(String name, Optional<Comparison.Side> side) {
    json.key(name);
    if (side.isEmpty()) {
      json.literal("null");
      return;
    }
    var held = side.get();
    json.object().key("value").text(held.value()).key("at").text(held.evidence().at());
    json.key("text").text(held.evidence().text()).end();
  }

  private void counts(String name, Map<String, Integer> counts) {
    json.key(name).object();
    counts.forEach((what, count) -> json.key(what).number(count));
    json.end();
  }
}

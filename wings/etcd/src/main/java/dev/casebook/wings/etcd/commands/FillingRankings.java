package dev.casebook.wings.etcd.commands;

import dev.casebook.wings.etcd.commands.Ranking.Column;
import dev.casebook.wings.etcd.commands.Ranking.Form;
import dev.casebook.wings.etcd.store.KeyUsage;
import dev.casebook.wings.etcd.store.Usage;
import dev.casebook.wings.etcd.tool.Filling;
import java.util.List;

/// What fills a file, ranked in several ways.
enum FillingRankings {
  resource("resources", "By resource"),
  namespace("namespaces", "By namespace"),
  prefix("prefixes", "By prefix"),
  manager(
      "managers", "By field manager (objects it owns fields of, and the lists of these fields)"),
  key("keys", "Largest keys, all their revisions"),
  value("values", "Largest objects"),
  rewrites("rewrites", "Most rewritten keys");

  private final String plural;
  private final String title;

  FillingRankings(String plural, String title) {
    this.plural = plural;
    this.title = title;
  }

  /// The name of the list in a document.
  String plural() {
    return plural;
  }

  Ranking of(Filling filling) {
    var history = filling.history();
    return switch (this) {
      case resource ->
          shares(
              filling.resources().stream()
                  .map(share -> row(filling, share.usage(), named(share.name(), "(other keys)")))
                  .toList());
      case namespace ->
          shares(
              filling.namespaces().stream()
                  .map(share -> row(filling, share.usage(), named(share.name(), "(no namespace)")))
                  .toList());
      case prefix ->
          shares(
              history.largestPrefixes().stream()
                  .map(prefix -> row(filling, prefix.usage(), prefix.prefix()))
                  .toList());
      case manager -> managers(filling);
      case key -> keys(history.largestKeys());
      case value -> keys(history.largestValues());
      case rewrites -> keys(history.mostRewritten());
    };
  }

  private static String named(String name, String otherwise) {
    return name.isEmpty() ? otherwise : name;
  }

  private Ranking shares(List<List<Object>> rows) {
    return new Ranking(
        title,
        List.of(
            new Column("share", Form.PERCENT),
            new Column("live_keys", Form.COUNT),
            new Column("live", Form.BYTES),
            new Column("dead", Form.BYTES),
            new Column("revisions", Form.COUNT),
            new Column(name(), Form.TEXT)),
        rows);
  }

  private static List<Object> row(Filling filling, Usage usage, String name) {
    return List.of(
        Sizes.percent(usage.bytes(), filling.history().total().bytes()),
        usage.liveKeys(),
        usage.liveBytes(),
        usage.deadBytes(),
        usage.records(),
        name);
  }

  private Ranking managers(Filling filling) {
    return new Ranking(
        title,
        List.of(
            new Column("objects", Form.COUNT),
            new Column("object_size", Form.BYTES),
            new Column("field_lists", Form.BYTES),
            new Column(name(), Form.TEXT)),
        filling.managers().stream()
            .map(share ->
                List.<Object>of(
                    share.objects(), share.objectBytes(), share.fieldBytes(), share.name()))
            .toList());
  }

  private Ranking keys(List<KeyUsage> keys) {
    return new Ranking(
        title,
        List.of(
            new Column("value", Form.BYTES),
            new Column("all", Form.BYTES),
            new Column("revisions", Form.COUNT),
            new Column("version", Form.COUNT),
            new Column("key", Form.TEXT)),
        keys.stream()
            .map(usage ->
                List.<Object>of(
                    usage.usage().liveValueBytes(),
                    usage.usage().bytes(),
                    usage.usage().records(),
                    usage.version(),
                    usage.key()))
            .toList());
  }
}

package dev.casebook.wings.containers.cgroup;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Files of one group, and what has been made of them so far.
final class Reader {

  private final Content.Files files;
  private final Map<Metric, Figure> figures;

  /// By where they lie: with both versions a file of one name lies in two places.
  private final Map<Content.Files, Map<String, Fields>> fields;

  private Reader(
      Content.Files files,
      Map<Metric, Figure> figures,
      Map<Content.Files, Map<String, Fields>> fields) {
    this.files = files;
    this.figures = figures;
    this.fields = fields;
  }

  static Reader of(Content.Files files) {
    return new Reader(files, new EnumMap<>(Metric.class), new LinkedHashMap<>());
  }

  /// The same for files of another folder.
  Reader in(Content.Files others) {
    return new Reader(others, figures, fields);
  }

  void put(Metric metric, Figure figure) {
    figures.put(metric, figure);
  }

  Figure figure(Metric metric) {
    return figures.getOrDefault(metric, Figure.missing("it was not read"));
  }

  Map<Metric, Figure> figures() {
    return figures;
  }

  Map<String, Fields> fields() {
    var all = new LinkedHashMap<String, Fields>();
    fields.values().forEach(of -> of.forEach(all::putIfAbsent));
    return all;
  }

  Content content(String file) {
    return files.read(file);
  }

  /// A file of one number, or of `max`, which is no limit.
  Figure number(String file) {
    return switch (files.read(file)) {
      case Content.Missing(var reason) -> Figure.missing(reason);
      case Content.Text(var text) -> number(file, text.strip());
    };
  }

  static Figure number(String file, String word) {
    if (word.equals("max") || word.equals("-1")) {
      return Figure.noLimit();
    }
    var value = Fields.number(word);
    return value.isPresent()
        ? Figure.of(value.getAsLong())
        : Figure.missing(file + " holds no number");
  }

  /// A field of a file, which is read once.
  Figure field(String file, String name) {
    var here = fields.computeIfAbsent(files, _ -> new LinkedHashMap<>());
    var known = here.get(file);
    if (known != null) {
      return known.figure(file, name);
    }
    return switch (files.read(file)) {
      case Content.Missing(var reason) -> Figure.missing(reason);
      case Content.Text(var text) -> {
        var read = Fields.of(text);
        here.put(file, read);
        yield read.figure(file, name);
      }
    };
  }
}

package dev.casebook.wings.accounts.load;

import dev.casebook.tables.NearestName;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Place;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One row: a mapping whose values are asked for by the type that they should have. What has
/// another is a fault of the row, with its line, and counts as not given.
final class Row {

  private final Kind kind;
  private final String name;
  private final Place place;
  private final Problems problems;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  Row(Kind kind, String name, String file, Node node, Problems problems) {
    this(kind, name, Yaml.place(file, node), node, problems);
  }

  /// @param place of the row's name
  Row(Kind kind, String name, Place place, Node node, Problems problems) {
    this.kind = kind;
    this.name = name;
    this.place = place;
    this.problems = problems;
    switch (node) {
      case MappingNode mapping -> read(mapping);
      case ScalarNode scalar
          when scalar.getValue().isEmpty() || scalar.getValue().equals("null") -> {
        // a name alone: everything as it is by default
      }
      default -> fault("is not a mapping of keys to values");
    }
  }

  private void read(MappingNode mapping) {
    for (var tuple : mapping.getValue()) {
      if (tuple.getKeyNode() instanceof ScalarNode key) {
        if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
          fault(key, key.getValue() + " is given twice");
        }
      } else {
        fault(tuple.getKeyNode(), "a key that is no word");
      }
    }
  }

  String name() {
    return name;
  }

  Place place() {
    return place;
  }

  void fault(String message) {
    problems.add(kind, name, place, message);
  }

  private void fault(Node at, String message) {
    problems.add(kind, name, Yaml.place(place.file(), at), message);
  }

  /// That what this row names is not there.
  ///
  /// @param what its kind and name, such as `group sre`
  void unknown(String what, Collection<String> names) {
    problems.unknown(kind, name, place, what, names);
  }

  boolean has(String key) {
    asked.add(key);
    return values.containsKey(key);
  }

  Optional<String> text(String key) {
    asked.add(key);
    var node = values.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue().strip()).filter(text -> !text.isEmpty());
    }
    fault(node, key + " is not one value");
    return Optional.empty();
  }

  /// @return empty text where it is missing, which is a fault
  String required(String key) {
    var text = text(key);
    if (text.isEmpty()) {
      fault("has no " + key);
    }
    return text.orElse("");
  }

  boolean flag(String key) {
    return text(key)
        .map(text -> {
          if (!text.equals("true") && !text.equals("false")) {
            fault(node(key), key + " is true or false, not " + text);
          }
          return text.equals("true");
        })
        .orElse(false);
  }

  OptionalLong number(String key, long min, long max) {
    var text = text(key);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(text.get());
      if (number >= min && number <= max) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    fault(node(key), "%s is a number from %d to %d, not %s".formatted(key, min, max, text.get()));
    return OptionalLong.empty();
  }

  Optional<LocalDate> date(String key) {
    return read(
        key,
        text -> {
          try {
            return Optional.of(LocalDate.parse(text));
          } catch (DateTimeParseException e) {
            return Optional.empty();
          }
        },
        "a date such as 2027-03-31");
  }

  /// A value of a form of its own.
  ///
  /// @param form what it should look like, for the message
  <T> Optional<T> read(String key, Function<String, Optional<T>> reader, String form) {
    var text = text(key);
    var value = text.flatMap(reader);
    if (text.isPresent() && value.isEmpty()) {
      fault(node(key), "%s is %s, not %s".formatted(key, form, text.get()));
    }
    return value;
  }

  /// A list, or one value in its place.
  List<String> list(String key) {
    asked.add(key);
    var node = values.get(key);
    var all = new ArrayList<String>();
    switch (node) {
      case null -> {}
      case ScalarNode scalar when scalar.getValue().isBlank() -> {}
      case ScalarNode scalar -> all.add(scalar.getValue().strip());
      case SequenceNode sequence -> {
        for (var element : sequence.getValue()) {
          if (element instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            all.add(scalar.getValue().strip());
          } else {
            fault(element, "%s: one of the list is not one value".formatted(key));
          }
        }
      }
      default -> fault(node, key + " is not a list");
    }
    return all;
  }

  /// A list of values of a form of their own; others are faults.
  <T> List<T> list(String key, Function<String, Optional<T>> reader, String form) {
    var all = new ArrayList<T>();
    for (var text : list(key)) {
      var value = reader.apply(text);
      if (value.isEmpty()) {
        fault(node(key), "%s: %s, not %s".formatted(key, form, text));
      }
      value.ifPresent(all::add);
    }
    return all;
  }

  /// A mapping inside this one, whose faults are this row's.
  Optional<Row> row(String key) {
    asked.add(key);
    var node = values.get(key);
    return node == null
        ? Optional.empty()
        : Optional.of(new Row(kind, name, Yaml.place(place.file(), node), node, problems));
  }

  private Node node(String key) {
    return values.getOrDefault(key, values.values().iterator().next());
  }

  /// Keys that nobody asked for are faults: a misspelt one would else be lost without a word.
  void end() {
    for (var key : values.keySet()) {
      if (!asked.contains(key)) {
        var nearest = NearestName.of(key, asked).map(near -> "; is " + near + " meant?");
        fault(
            node(key),
            "has no key " + key + nearest.orElse(" (known are " + String.join(", ", asked) + ")"));
      }
    }
  }
}

package dev.casebook.diagnosis;

import dev.casebook.tables.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A YAML mapping whose values are asked for by the type they should have.
///
/// @param name what it is, for messages, such as `the header`
/// @param yaml the text that it comes from, to tell the line of a fault
/// @param firstLine that the text has in its file
/// @param path the keys that lead to this mapping
/// @param unknown what is done about keys that the form does not have
record YamlFields(
    Path file,
    String name,
    String yaml,
    int firstLine,
    List<String> path,
    Map<?, ?> map,
    UnknownKeys unknown) {

  /// A document that is one mapping, such as the header of a note, which begins in line 2.
  static YamlFields ofMapping(Path file, String name, String yaml, UnknownKeys unknown)
      throws UnusableFile {
    if (load(file, name, yaml, 2) instanceof Map<?, ?> map) {
      return new YamlFields(file, name, yaml, 2, List.of(), map, unknown);
    }
    throw new UnusableFile(file, 1, name + " is not a YAML mapping");
  }

  /// A document that is a list of mappings; `name` is what one of them is called.
  static List<YamlFields> ofList(Path file, String name, String yaml) throws UnusableFile {
    if (!(load(file, "the file", yaml, 1) instanceof List<?> list)) {
      throw new UnusableFile(file, 1, "the file is not a YAML list");
    }
    var all = new ArrayList<YamlFields>();
    for (var element : list) {
      var numbered = name + " " + (all.size() + 1);
      if (!(element instanceof Map<?, ?> map)) {
        throw new UnusableFile(file, 1, numbered + " is not a YAML mapping");
      }
      all.add(new YamlFields(file, numbered, "", 1, List.of(), map, UnknownKeys.REFUSED));
    }
    return all;
  }

  private static @Nullable Object load(Path file, String name, String yaml, int firstLine)
      throws UnusableFile {
    try {
      var settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
      return new Load(settings).loadFromString(yaml);
    } catch (MarkedYamlEngineException e) {
      int line = firstLine + e.getProblemMark().map(Mark::getLine).orElse(0);
      throw new UnusableFile(
          file, line, name + " is not valid YAML: " + e.getProblem() + cure(e.getProblem()));
    } catch (YamlEngineException e) {
      var reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UnusableFile(file, firstLine, name + " is not valid YAML: " + reason);
    } catch (StackOverflowError e) {
      // The parser has no bound on nesting, and a note may come from a stranger.
      throw new UnusableFile(file, firstLine, name + " is nested too deeply");
    }
  }

  /// What mostly helps.
  private static String cure(String problem) {
    if (problem.startsWith("mapping values are not allowed")) {
      return "; put a text that has a colon between single quotes";
    }
    return problem.startsWith("expected <block end>")
        ? "; its first word stands further left or right than those above it"
        : "";
  }

  /// A fault of a key of this mapping, or of the mapping where the key is empty.
  UnusableFile bad(String key, String message) {
    var inside = path.isEmpty() ? name : String.join(".", path);
    return new UnusableFile(file, line(key), inside + ": " + message);
  }

  /// The line of a key, as far as the text tells: keys of outer mappings stand before those of
  /// inner ones.
  int line(String key) {
    var lines = yaml.lines().toList();
    int at = 0;
    var keys = new ArrayList<>(path);
    if (!key.isEmpty()) {
      keys.add(key);
    }
    for (var each : keys) {
      for (int i = at; i < lines.size(); i++) {
        if (lines.get(i).matches("(?:.*[{, ])?" + Pattern.quote(each) + " *:.*")) {
          at = i;
          break;
        }
      }
    }
    return firstLine + at;
  }

  /// Tells of each key that is none of these.
  void allow(Set<String> keys) throws UnusableFile {
    for (var key : map.keySet()) {
      var text = String.valueOf(key);
      if (!keys.contains(text)) {
        unknown.found(
            bad(
                text,
                "unknown key \""
                    + text
                    + "\""
                    + NearestName.of(text, keys)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; the keys are " + String.join(", ", new TreeSet<>(keys)))));
      }
    }
  }

  String text(String key) throws UnusableFile {
    var value = map.get(key);
    if (value == null || value instanceof Map || value instanceof List) {
      throw bad(key, "needs \"" + key + "\", a text");
    }
    return value.toString();
  }

  /// A text, or an empty one if there is none.
  String optional(String key) throws UnusableFile {
    return map.containsKey(key) ? text(key) : "";
  }

  String matching(String key, String regex) throws UnusableFile {
    var text = text(key);
    if (!text.matches(regex)) {
      throw bad(key, key + " \"" + text + "\" is not of the form " + regex);
    }
    return text;
  }

  /// One of an enumeration's words; this one if there is none.
  <E extends Enum<E>> E oneOf(String key, E ifAbsent) throws UnusableFile {
    var word = optional(key);
    var words = List.of(ifAbsent.getDeclaringClass().getEnumConstants());
    for (var each : words) {
      if (word.isEmpty() || each.name().equals(word)) {
        return word.isEmpty() ? ifAbsent : each;
      }
    }
    throw bad(
        key,
        key + " must be " + words.stream().map(Enum::name).collect(Collectors.joining(" or ")));
  }

  /// One text, a list of texts, or nothing.
  List<String> texts(String key) throws UnusableFile {
    @Nullable Object value = map.get(key);
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list.stream().map(String::valueOf).toList();
      case Map<?, ?> _ -> throw bad(key, key + " must be a text or a list of texts");
      default -> List.of(value.toString());
    };
  }

  Map<String, YamlFields> mappings(String key) throws UnusableFile {
    var result = new LinkedHashMap<String, YamlFields>();
    switch (map.get(key)) {
      case null -> {
        // Not every note has these.
      }
      case Map<?, ?> inner -> {
        for (var entry : inner.entrySet()) {
          var inside = new ArrayList<>(path);
          inside.add(key);
          inside.add(String.valueOf(entry.getKey()));
          if (!(entry.getValue() instanceof Map<?, ?> values)) {
            throw bad(key, String.join(".", inside) + " must be a mapping");
          }
          result.put(
              String.valueOf(entry.getKey()),
              new YamlFields(file, name, yaml, firstLine, inside, values, unknown));
        }
      }
      default -> throw bad(key, key + " must be a mapping");
    }
    return result;
  }
}

package dev.casebook.diagnosis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A YAML mapping whose values are asked for by the type they should have.
///
/// @param name what it is, for messages, such as `the header`
record YamlFields(Path file, String name, Map<?, ?> map) {

  /// A document that is one mapping.
  static YamlFields ofMapping(Path file, String name, String yaml) throws UnusableFile {
    if (load(file, name, yaml) instanceof Map<?, ?> map) {
      return new YamlFields(file, name, map);
    }
    throw new UnusableFile(file, 1, name + " is not a YAML mapping");
  }

  /// A document that is a list of mappings; `name` is what one of them is called.
  static List<YamlFields> ofList(Path file, String name, String yaml) throws UnusableFile {
    if (!(load(file, "the file", yaml) instanceof List<?> list)) {
      throw new UnusableFile(file, 1, "the file is not a YAML list");
    }
    var all = new ArrayList<YamlFields>();
    for (var element : list) {
      var numbered = name + " " + (all.size() + 1);
      if (!(element instanceof Map<?, ?> map)) {
        throw new UnusableFile(file, 1, numbered + " is not a YAML mapping");
      }
      all.add(new YamlFields(file, numbered, map));
    }
    return all;
  }

  private static @Nullable Object load(Path file, String name, String yaml) throws UnusableFile {
    try {
      var settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
      return new Load(settings).loadFromString(yaml);
    } catch (YamlEngineException e) {
      var reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UnusableFile(file, 1, name + " is not valid YAML: " + reason);
    } catch (StackOverflowError e) {
      // The parser has no bound on nesting, and a note may come from a stranger.
      throw new UnusableFile(file, 1, name + " is nested too deeply");
    }
  }

  UnusableFile bad(String message) {
    return new UnusableFile(file, 1, name + ": " + message);
  }

  String text(String key) throws UnusableFile {
    var value = map.get(key);
    if (value == null || value instanceof Map || value instanceof List) {
      throw new UnusableFile(file, 1, name + " needs \"" + key + "\", a text");
    }
    return value.toString();
  }

  String matching(String key, String regex) throws UnusableFile {
    var text = text(key);
    if (!text.matches(regex)) {
      throw bad(key + " \"" + text + "\" is not of the form " + regex);
    }
    return text;
  }

  /// One text, a list of texts, or nothing.
  List<String> texts(String key) throws UnusableFile {
    @Nullable Object value = map.get(key);
    return switch (value) {
      case null -> List.of();
      case List<?> list -> list.stream().map(String::valueOf).toList();
      case Map<?, ?> _ -> throw bad(key + " must be a text or a list of texts");
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
          if (!(entry.getValue() instanceof Map<?, ?> values)) {
            throw bad(key + "." + entry.getKey() + " must be a mapping");
          }
          result.put(String.valueOf(entry.getKey()), new YamlFields(file, name, values));
        }
      }
      default -> throw bad(key + " must be a mapping");
    }
    return result;
  }
}

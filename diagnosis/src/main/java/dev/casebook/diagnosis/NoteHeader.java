package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Note.Parameter;
import dev.casebook.diagnosis.Note.SignalDefinition;
import dev.casebook.verdicts.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The facts in a note's YAML header, each checked.
record NoteHeader(
    String id,
    String title,
    Severity severity,
    List<String> tags,
    List<String> applies,
    List<String> explains,
    List<String> aliases,
    List<Parameter> parameters,
    List<SignalDefinition> signals,
    List<String> references) {

  private static final Set<String> KEYS =
      Set.of(
          "schema",
          "id",
          "title",
          "severity",
          "tags",
          "applies",
          "explains",
          "aliases",
          "parameters",
          "signals",
          "references");

  static NoteHeader read(Path file, String yaml) throws BadNote {
    var fields = new Fields(file, mapping(file, yaml));
    for (var key : fields.map.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw fields.bad("unknown key \"" + key + "\" in the header");
      }
    }
    if (!"1".equals(fields.text("schema"))) {
      throw fields.bad("schema is 1");
    }
    return new NoteHeader(
        fields.matching("id", "[a-z][a-z0-9]*(-[a-z0-9]+)*"),
        fields.text("title"),
        severity(fields),
        fields.texts("tags"),
        fields.texts("applies"),
        fields.texts("explains"),
        fields.texts("aliases"),
        parameters(fields),
        signals(fields),
        fields.texts("references"));
  }

  private static Severity severity(Fields fields) throws BadNote {
    var word = fields.text("severity");
    return Severity.named(word)
        .orElseThrow(() ->
            fields.bad("severity is critical, high, medium, low or info, and not \"" + word + '"'));
  }

  private static List<Parameter> parameters(Fields fields) throws BadNote {
    var parameters = new ArrayList<Parameter>();
    for (var entry : fields.mappings("parameters").entrySet()) {
      var inner = entry.getValue();
      parameters.add(
          new Parameter(
              entry.getKey(),
              inner.text("default"),
              inner.map.containsKey("unit") ? inner.text("unit") : ""));
    }
    return parameters;
  }

  private static List<SignalDefinition> signals(Fields fields) throws BadNote {
    var signals = new ArrayList<SignalDefinition>();
    for (var entry : fields.mappings("signals").entrySet()) {
      var inner = entry.getValue();
      signals.add(new SignalDefinition(entry.getKey(), inner.texts("in"), inner.text("match")));
    }
    return signals;
  }

  private static Map<?, ?> mapping(Path file, String yaml) throws BadNote {
    try {
      var settings = LoadSettings.builder().setMaxAliasesForCollections(0).build();
      if (new Load(settings).loadFromString(yaml) instanceof Map<?, ?> map) {
        return map;
      }
    } catch (YamlEngineException e) {
      throw new BadNote(file, 1, "the header is no valid YAML: " + firstLine(e));
    } catch (StackOverflowError e) {
      // The parser has no bound on nesting, and a note may come from a stranger.
      throw new BadNote(file, 1, "the header is nested too deeply");
    }
    throw new BadNote(file, 1, "the header is no YAML mapping");
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /// A YAML mapping whose values are asked for by the type they should have.
  private record Fields(Path file, Map<?, ?> map) {

    BadNote bad(String message) {
      return new BadNote(file, 1, message);
    }

    String text(String key) throws BadNote {
      var value = map.get(key);
      if (value == null || value instanceof Map || value instanceof List) {
        throw bad("the header needs \"" + key + "\", a text");
      }
      return value.toString();
    }

    String matching(String key, String regex) throws BadNote {
      var text = text(key);
      if (!text.matches(regex)) {
        throw bad(key + " \"" + text + "\" is not of the form " + regex);
      }
      return text;
    }

    /// One text, a list of texts, or nothing.
    List<String> texts(String key) throws BadNote {
      @Nullable Object value = map.get(key);
      return switch (value) {
        case null -> List.of();
        case List<?> list -> list.stream().map(String::valueOf).toList();
        case Map<?, ?> _ -> throw bad(key + " is a text or a list of texts");
        default -> List.of(value.toString());
      };
    }

    Map<String, Fields> mappings(String key) throws BadNote {
      var result = new java.util.LinkedHashMap<String, Fields>();
      switch (map.get(key)) {
        case null -> {
          // Not every note has these.
        }
        case Map<?, ?> inner -> {
          for (var entry : inner.entrySet()) {
            if (!(entry.getValue() instanceof Map<?, ?> values)) {
              throw bad(key + "." + entry.getKey() + " is a mapping");
            }
            result.put(String.valueOf(entry.getKey()), new Fields(file, values));
          }
        }
        default -> throw bad(key + " is a mapping");
      }
      return result;
    }
  }
}

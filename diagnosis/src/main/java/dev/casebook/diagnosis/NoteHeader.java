package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Note.Parameter;
import dev.casebook.diagnosis.Note.SignalDefinition;
import dev.casebook.verdicts.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

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

  static NoteHeader read(Path file, String yaml) throws UnusableFile {
    var fields = YamlFields.ofMapping(file, "the header", yaml);
    for (var key : fields.map().keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw fields.bad("unknown key \"" + key + "\"");
      }
    }
    if (!"1".equals(fields.text("schema"))) {
      throw fields.bad("schema must be 1");
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

  private static Severity severity(YamlFields fields) throws UnusableFile {
    var word = fields.text("severity");
    return Severity.named(word)
        .orElseThrow(() ->
            fields.bad(
                "severity must be critical, high, medium, low or info, not \"" + word + '"'));
  }

  private static List<Parameter> parameters(YamlFields fields) throws UnusableFile {
    var parameters = new ArrayList<Parameter>();
    for (var entry : fields.mappings("parameters").entrySet()) {
      var inner = entry.getValue();
      parameters.add(
          new Parameter(
              entry.getKey(),
              inner.text("default"),
              inner.map().containsKey("unit") ? inner.text("unit") : ""));
    }
    return parameters;
  }

  private static List<SignalDefinition> signals(YamlFields fields) throws UnusableFile {
    var signals = new ArrayList<SignalDefinition>();
    for (var entry : fields.mappings("signals").entrySet()) {
      var inner = entry.getValue();
      signals.add(new SignalDefinition(entry.getKey(), inner.texts("in"), inner.text("match")));
    }
    return signals;
  }
}

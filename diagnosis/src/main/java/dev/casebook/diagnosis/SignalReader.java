package dev.casebook.diagnosis;

import dev.casebook.query.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the signals in the header of a note or view.
final class SignalReader {

  private static final Set<String> KEYS =
      Set.of("in", "match", "anywhere", "silent", "speaks", "example");

  private SignalReader() {}

  static List<SignalDefinition> read(YamlFields header) throws UnusableFile {
    var signals = new ArrayList<SignalDefinition>();
    for (var entry : header.mappings("signals").entrySet()) {
      var fields = entry.getValue();
      if (!entry.getKey().matches("[a-z][a-z0-9_]*")) {
        throw fields.bad("", "a signal's name is of a-z, 0-9 and _");
      }
      fields.allow(KEYS);
      signals.add(
          new SignalDefinition(
                  entry.getKey(),
                  fields.texts("in"),
                  fields.text("match"),
                  fields.optional("anywhere"),
                  fields.optional("silent"),
                  speaks(entry.getKey(), fields),
                  fields.texts("example"),
                  fields.line(""),
                  Optional.empty())
              .outlined());
    }
    return signals;
  }

  private static Optional<Block> speaks(String name, YamlFields fields) throws UnusableFile {
    var sql = fields.optional("speaks");
    if (sql.isEmpty()) {
      return Optional.empty();
    }
    if (fields.optional("silent").isEmpty()) {
      throw fields.bad(
          "speaks", "speaks says when the program is not silent; say first when it is: silent: …");
    }
    return Optional.of(
        new Block("signal " + name, sql, Demand.nothing(), Marks.NONE, fields.line("speaks")));
  }
}

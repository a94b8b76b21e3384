package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Note.Parameter;
import dev.casebook.verdicts.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The facts in a note's YAML header, each checked.
///
/// @param applies names of things, such as `kubelet`, of which one has to be installed or running
///   for the note to be applicable; empty if it always is
/// @param explains ids of notes whose findings on the same host and subject this one explains
/// @param aliases ids that the note had earlier
/// @param subject what a finding is about, as a [Sentence]; empty where there is only one
public record NoteHeader(
    String id,
    String title,
    Severity severity,
    Kind kind,
    Scope scope,
    List<String> tags,
    List<String> applies,
    List<String> explains,
    List<String> aliases,
    List<Parameter> parameters,
    String subject,
    List<SignalDefinition> signals,
    List<String> references) {

  public NoteHeader {
    tags = List.copyOf(tags);
    applies = List.copyOf(applies);
    explains = List.copyOf(explains);
    aliases = List.copyOf(aliases);
    parameters = List.copyOf(parameters);
    signals = List.copyOf(signals);
    references = List.copyOf(references);
  }

  /// What a note is.
  public enum Kind {
    /// A known problem and how to know it.
    note,
    /// Steps that a person goes through.
    runbook
  }

  /// What a note sees.
  public enum Scope {
    /// One snapshot.
    snapshot,
    /// All snapshots of one incident.
    together
  }

  /// The same, the blocks of its signals as this makes them.
  NoteHeader with(UnaryOperator<Block> change) {
    return but(title, signals.stream().map(signal -> signal.with(change)).toList());
  }

  /// The same under another title.
  NoteHeader titled(String words) {
    return but(words, signals);
  }

  private NoteHeader but(String title, List<SignalDefinition> signals) {
    return new NoteHeader(
        id,
        title,
        severity,
        kind,
        scope,
        tags,
        applies,
        explains,
        aliases,
        parameters,
        subject,
        signals,
        references);
  }

  private static final Set<String> KEYS =
      Set.of(
          "schema",
          "id",
          "title",
          "severity",
          "kind",
          "scope",
          "tags",
          "applies",
          "explains",
          "aliases",
          "parameters",
          "subject",
          "signals",
          "references");

  private static final Set<String> PARAMETER_KEYS = Set.of("default", "unit");

  static NoteHeader read(Path file, String yaml, UnknownKeys unknown) throws UnusableFile {
    var fields = YamlFields.ofMapping(file, "the header", yaml, unknown);
    fields.allow(KEYS);
    if (!"2".equals(fields.text("schema"))) {
      throw fields.bad("schema", "schema must be 2; notes/README.md tells the form");
    }
    return new NoteHeader(
        id(fields),
        fields.text("title"),
        severity(fields),
        fields.oneOf("kind", Kind.note),
        fields.oneOf("scope", Scope.snapshot),
        fields.texts("tags"),
        fields.texts("applies"),
        fields.texts("explains"),
        fields.texts("aliases"),
        parameters(fields),
        fields.optional("subject"),
        SignalReader.read(fields),
        fields.texts("references"));
  }

  private static String id(YamlFields fields) throws UnusableFile {
    if (fields.text("id").length() > ID_CHARS_MAX) {
      throw fields.bad("id", "an id has at most " + ID_CHARS_MAX + " characters");
    }
    return fields.matching("id", "[a-z][a-z0-9]*(-[a-z0-9]+)*");
  }

  /// It is also the name of a folder.
  private static final int ID_CHARS_MAX = 64;

  /// A value longer than this is no threshold and no name.
  private static final int DEFAULT_CHARS_MAX = 200;

  private static Severity severity(YamlFields fields) throws UnusableFile {
    var word = fields.text("severity");
    return Severity.named(word)
        .orElseThrow(() ->
            fields.bad(
                "severity",
                "severity must be critical, high, medium, low or info, not \"" + word + '"'));
  }

  private static List<Parameter> parameters(YamlFields fields) throws UnusableFile {
    var parameters = new ArrayList<Parameter>();
    for (var entry : fields.mappings("parameters").entrySet()) {
      var inner = entry.getValue();
      inner.allow(PARAMETER_KEYS);
      if (inner.text("default").length() > DEFAULT_CHARS_MAX) {
        throw inner.bad("default", "a default has at most " + DEFAULT_CHARS_MAX + " characters");
      }
      parameters.add(new Parameter(entry.getKey(), inner.text("default"), inner.optional("unit")));
    }
    return parameters;
  }
}

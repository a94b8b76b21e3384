package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Note.Block;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.Schema;
import dev.casebook.query.Select;
import dev.casebook.signals.SignalPattern;
import dev.casebook.tables.EvidenceAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// Checks a note without evidence: its SQL is one SELECT over tables and functions that a note may
/// use, its patterns are understood by both matchers, its texts name columns that its SQL returns.
public final class NoteLint {

  private static final Set<String> FUNCTIONS = functions();

  private final Note note;
  private final Schema schema;
  private final List<String> complaints = new ArrayList<>();

  private NoteLint(Note note, Schema schema) {
    this.note = note;
    this.schema = schema;
  }

  /// What is wrong with the note, each with file and line; nothing if it may be run.
  public static List<String> complaints(Note note, Schema schema) {
    var lint = new NoteLint(note, schema);
    lint.check();
    return List.copyOf(lint.complaints);
  }

  private void check() {
    if (!note.file().endsWith(Path.of(note.id(), "note.md"))) {
      complain(1, "the note's folder is not called " + note.id());
    }
    useSignals();
    note.applies().stream()
        .filter(name -> name.startsWith("signal.") || schema.hasTable(name))
        .forEach(name ->
            complain(1, "applies names what can be installed; " + name + " is a table or signal"));
    note.analysis().forEach(this::columns);
    var placeholders = placeholders();
    for (var block : note.detects()) {
      var columns = columns(block);
      for (var name : placeholders) {
        if (!columns.isEmpty() && !columns.contains(name)) {
          complain(block.line(), "returns no column " + name + ", which the text names");
        }
      }
    }
    checkShell();
  }

  private void useSignals() {
    var groups = new LinkedHashMap<String, List<String>>();
    for (var signal : note.signals()) {
      var pattern = new SignalPattern(note.id(), signal.name(), signal.in(), signal.match());
      groups.put(signal.name(), pattern.groups());
      pattern.complaint().ifPresent(why -> complain(1, "signal " + signal.name() + ": " + why));
    }
    schema.useSignals(groups);
  }

  /// The columns of a block, after everything else about it was checked; empty if it is unfit.
  private List<String> columns(Block block) {
    try {
      var select = schema.parse(withDefaults(block));
      checkSelect(block, select);
      return complaints.isEmpty() ? schema.columns(withDefaults(block)) : List.of();
    } catch (QueryFailure e) {
      complain(block.line(), e.getMessage());
      return List.of();
    }
  }

  private String withDefaults(Block block) {
    return Parameters.defaults().fill(note, block.sql());
  }

  private void checkSelect(Block block, Select select) {
    select.problems().forEach(problem -> complain(block.line(), problem));
    select.relations().forEach(name -> checkRelation(name, block.line()));
    var named = new TreeSet<>(block.negates());
    named.addAll(block.optional());
    named.removeAll(select.relations());
    named.forEach(name -> complain(block.line(), name + " is negated or optional but not used"));
    select.functions().stream()
        .filter(name -> !FUNCTIONS.contains(name))
        .sorted()
        .forEach(name -> complain(block.line(), "a note may not call the function " + name));
  }

  private void checkRelation(String name, int line) {
    boolean known =
        name.startsWith("signal.")
            ? note.signals().stream().anyMatch(s -> name.equals("signal." + s.name()))
            : schema.hasTable(name);
    if (schema.isStreaming(name)) {
      complain(line, "notes reach " + name + " through signals only");
    }
    if (name.equals(EvidenceAccount.TABLE.name())) {
      complain(line, name + " reads all tables and is for people's questions only");
    }
    if (!known) {
      complain(line, "there is no table or signal " + name);
    }
  }

  private Set<String> placeholders() {
    var names = new LinkedHashSet<String>();
    for (var text : List.of(note.finding(), note.cause(), note.remedy())) {
      names.addAll(new Template(text).names());
    }
    return names;
  }

  private void checkShell() {
    for (var text : List.of(note.cause(), note.remedy())) {
      var misplaced = new Template(text).misplaced();
      if (!misplaced.isEmpty()) {
        complain(
            1,
            misplaced + " is inside quotes in a shell block; write it bare, it is quoted for you");
      }
    }
  }

  private void complain(int line, String what) {
    complaints.add(note.file() + ":" + line + ": " + what);
  }

  private static Set<String> functions() {
    try (var in = Objects.requireNonNull(NoteLint.class.getResourceAsStream("functions.txt"))) {
      var names = new TreeSet<String>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .forEach(line -> names.addAll(Arrays.asList(line.strip().split(" +"))));
      return Set.copyOf(names);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

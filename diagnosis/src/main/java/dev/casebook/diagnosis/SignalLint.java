package dev.casebook.diagnosis;

import dev.casebook.query.Select;
import dev.casebook.signals.SignalPattern;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Checks the signals of one page: both matchers understand the pattern, it begins where the
/// message does, its examples are found, and something asks for it and for each of its groups.
final class SignalLint {

  private static final String SQL = "signal.";

  private final Path file;
  private final String owner;
  private final List<SignalDefinition> signals;
  private final List<String> complaints;
  private final HeaderLines lines;

  SignalLint(
      Path file,
      String owner,
      List<SignalDefinition> signals,
      HeaderLines lines,
      List<String> complaints) {
    this.file = file;
    this.owner = owner;
    this.signals = signals;
    this.complaints = complaints;
    this.lines = lines;
  }

  /// The groups of each signal.
  Map<String, List<String>> groups() {
    var groups = new LinkedHashMap<String, List<String>>();
    signals.forEach(signal -> groups.put(signal.name(), signal.of(owner).groups()));
    return groups;
  }

  /// The names in SQL of those whose pattern can't be used, so that their columns are not known.
  Set<String> broken() {
    return signals.stream()
        .filter(signal -> signal.of(owner).complaint().isPresent())
        .map(signal -> SQL + signal.name())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Their names in SQL.
  Set<String> names() {
    var names = new TreeSet<String>();
    signals.forEach(signal -> names.add(SQL + signal.name()));
    return names;
  }

  /// @param selects what the page's blocks are made of
  /// @param blocks checks what tells whether one is silent
  void check(List<Select> selects, BlockLint blocks) {
    for (var signal : signals) {
      var pattern = signal.of(owner);
      // As it is written: in the anchored pattern a place is another one.
      asWritten(signal)
          .complaint()
          .or(pattern::complaint)
          .ifPresent(why -> complain(signal, "match", why));
      if (pattern.complaint().isEmpty()) {
        checkExamples(signal, pattern);
        checkText(signal, pattern);
      }
      if (signal.anywhere().isEmpty() && signal.match().matches("\\^?\\(?(?:\\?:)?\\.[*+].*")) {
        complain(
            signal,
            "match",
            "it begins with .* and so anywhere; begin with what the message begins with, or say why"
                + " that can't be: anywhere: '…'");
      }
      signal.speaks().ifPresent(blocks::checkOfTables);
      checkUse(signal, pattern.groups(), selects);
    }
  }

  private void checkText(SignalDefinition signal, SignalPattern pattern) {
    if (!pattern.asksForText()) {
      complain(
          signal,
          "match",
          "no text is required, so that every line of every log has to be looked at closely; let"
              + " each alternative hold words that the message always has");
    }
  }

  private void checkExamples(SignalDefinition signal, SignalPattern pattern) {
    if (signal.examples().isEmpty()) {
      complain(signal, "it has no example: a message in which it is found");
    }
    signal.examples().stream()
        .filter(example -> !pattern.isFoundIn(example))
        .forEach(example ->
            complain(lines.of(signal.line(), "example", example), signal, missed(signal, example)));
  }

  private static String missed(SignalDefinition signal, String example) {
    return asWritten(signal).isFoundIn(example)
        ? "it does not begin where its example does: "
            + example
            + "; begin it with what the message begins with, or say why that can't be: anywhere:"
            + " '…'"
        : "it is not found in its example: " + example;
  }

  private static SignalPattern asWritten(SignalDefinition signal) {
    return new SignalPattern("", signal.name(), signal.in(), signal.match());
  }

  private void checkUse(SignalDefinition signal, List<String> groups, List<Select> selects) {
    var users =
        selects.stream()
            .filter(select -> select.relations().contains(SQL + signal.name()))
            .toList();
    if (users.isEmpty()) {
      complain(signal, "no block asks for it");
      return;
    }
    groups.stream()
        .filter(group ->
            users.stream()
                .noneMatch(select -> select.everyColumn() || select.columns().contains(group)))
        .forEach(group ->
            complain(signal, "match", "no block asks for its group " + group + "; make it (?:…)"));
  }

  private void complain(SignalDefinition signal, String what) {
    complain(signal.line(), signal, what);
  }

  private void complain(SignalDefinition signal, String key, String what) {
    complain(lines.of(signal.line(), key), signal, what);
  }

  private void complain(int line, SignalDefinition signal, String what) {
    complaints.add(file + ":" + line + ": signal " + signal.name() + ": " + what);
  }
}

package dev.casebook.diagnosis;

import dev.casebook.query.QueryFailure;
import dev.casebook.query.Schema;
import dev.casebook.query.Select;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks a note without evidence, and says of each fault where it is and what to do.
public final class NoteLint {

  private final Note note;

  /// Of one snapshot, as views see it.
  private final Schema ofSnapshot;

  /// As the note sees it.
  private final Schema schema;

  private final HeaderLines lines;
  private final List<String> complaints = new ArrayList<>();

  /// All columns that the Detects and the remedy's block return.
  private final Set<String> columns = new TreeSet<>();

  /// What it made known to the schema.
  private final Set<String> defined = new TreeSet<>();

  /// Signals and views whose columns are not known, because they are at fault themselves.
  private final Set<String> broken = new TreeSet<>();

  private NoteLint(Note note, Schema schema) {
    this.note = note;
    this.ofSnapshot = schema;
    this.schema = isTogether(note) ? schema.together() : schema;
    this.lines = new HeaderLines(note.file());
  }

  private static boolean isTogether(Note note) {
    return note.header().scope() == NoteHeader.Scope.together;
  }

  /// What is wrong with the note, each with file and line; nothing if it may be run.
  public static List<String> complaints(Note note, Schema schema) {
    var lint = new NoteLint(note, schema);
    lint.check();
    return List.copyOf(lint.complaints);
  }

  private void check() {
    if (!note.file().endsWith(Path.of(note.id(), Casebook.NOTE))) {
      complain(lines.of("id"), "the note's folder is not called " + note.id());
    }
    note.header().applies().stream()
        .filter(name -> name.startsWith("signal.") || schema.hasTable(name))
        .forEach(name ->
            complain(
                lines.of("applies"),
                "applies names what can be installed; " + name + " is a table or signal"));
    // Faults of views are told with their own pages.
    var ofViews = ViewLint.define(note.views(), ofSnapshot);
    if (!ofViews.isEmpty()) {
      complaints.addAll(ofViews);
      return;
    }
    var signals = new SignalLint(note.file(), note.id(), note.signals(), lines, complaints);
    schema.useSignals(isTogether(note) ? withSnapshot(signals.groups()) : signals.groups());
    if (isTogether(note)) {
      seenTogether();
    }
    broken.addAll(signals.broken());
    var known = new TreeSet<>(signals.names());
    var views = new ArrayList<>(note.views());
    views.addAll(note.given());
    views.forEach(view -> known.add(view.name()));
    var lint = new BlockLint(note.file(), schema, known, broken, views, complaints);
    given(lint);
    note.analysis().forEach(hypothesis -> step(hypothesis.block(), lint));
    note.detects().forEach(detect -> detect(detect, lint));
    note.steps().forEach(step -> step(step, lint));
    var selects = new ArrayList<>(lint.selects());
    selects.addAll(remedy(known));
    texts();
    note.chinese().ifPresent(chinese -> new TranslationLint(note, chinese, complaints).check());
    signals.check(selects, lint);
    defined.forEach(schema::forget);
  }

  /// Makes views known with the columns that tell snapshots apart.
  private void seenTogether() {
    for (var view : note.views()) {
      try {
        schema.define(view.name(), ofSnapshot.types(view.name()));
        defined.add(view.name());
      } catch (QueryFailure e) {
        complain(view.block().line(), e.getMessage());
      }
    }
    note.signals().stream()
        .filter(signal -> signal.speaks().isPresent())
        .forEach(signal ->
            complain(
                signal.line(),
                "speaks: is asked of one snapshot, and this note sees several together; leave it"
                    + " out"));
  }

  private static Map<String, List<String>> withSnapshot(Map<String, List<String>> groups) {
    var with = new LinkedHashMap<String, List<String>>();
    groups.forEach((signal, names) -> {
      var all = new ArrayList<>(List.of(IncidentSignals.SNAPSHOT));
      all.addAll(names);
      with.put(signal, all);
    });
    return with;
  }

  private static final String STEP = "step_of_the_analysis";

  private String sql(Block block) {
    return Parameters.defaults().fill(note, block.sql());
  }

  private void given(BlockLint lint) {
    for (var view : note.given()) {
      var line = view.block().line();
      if (schema.hasTable(view.name())
          || view.name().equals(Note.FOUND)
          || note.views().stream().anyMatch(other -> other.name().equals(view.name()))) {
        complain(line, "a table or view is called " + view.name() + " already");
        continue;
      }
      // Defined even if unfit, so that blocks which name it are not told that it is missing.
      boolean isFit = lint.columns(view.block(), sql(view.block())).isPresent();
      try {
        schema.define(view.name(), sql(view.block()));
        defined.add(view.name());
      } catch (QueryFailure e) {
        broken.add(view.name());
        if (isFit) {
          complain(view.block().line(e), e.reason());
        }
      }
    }
  }

  /// Of a step of the analysis, a row supports or rules out by what is either true or not.
  private void step(Block block, BlockLint lint) {
    var own = lint.columns(block, sql(block));
    if (own.isPresent() && own.get().contains(Holding.COLUMN)) {
      try {
        schema.define(STEP, sql(block));
        var type = schema.types(STEP).getOrDefault(Holding.COLUMN, "");
        schema.forget(STEP);
        if (!type.equals("BOOLEAN")) {
          complain(
              block.line(),
              "holds is %s and has to be BOOLEAN; compare it, as in: active = 'failed' as holds"
                  .formatted(type));
        }
      } catch (QueryFailure e) {
        complain(block.line(e), e.reason());
      }
    }
  }

  private void detect(Note.Detect detect, BlockLint lint) {
    var block = detect.block();
    var own = lint.columns(block, sql(block));
    if (own.isPresent()
        && block.demand().needed().isEmpty()
        && block.marks().findsOnly().isEmpty()) {
      complain(
          block.line(),
          "it needs no table, view or signal, and so would call any host clear; is everything"
              + " optional?");
    }
    restsOnNothing(block)
        .ifPresent(name ->
            complain(
                block.line(),
                "%s can do without any table, and so this would call any host clear; let it say (clear only with: %s)"
                    .formatted(name, name)));
    own.ifPresent(columns::addAll);
    own.ifPresent(of -> {
      sentence(detect.sentence(), detect.line(), of);
      subject(block, of);
      if (of.stream().noneMatch(Origins::isNamed)) {
        complain(
            block.line(),
            "its rows come from nowhere that could be shown; let it return origin, or"
                + " origins(origin) as origins where it groups");
      }
    });
  }

  /// A view that is all that a block needs, and needs nothing itself: without rows it proves
  /// nothing.
  private Optional<String> restsOnNothing(Block block) {
    var bare =
        Stream.concat(note.views().stream(), note.given().stream())
            .filter(view -> view.block().demand().needed().isEmpty())
            .map(View::name)
            .toList();
    var needed = block.demand().needed();
    return bare.containsAll(needed)
            && block.marks().findsOnly().isEmpty()
            && block.marks().clearOnlyWith().isEmpty()
        ? needed.stream().findFirst()
        : Optional.empty();
  }

  /// A step fills its text with its own columns alone.
  private void step(RunbookStep step, BlockLint lint) {
    var block = step.block();
    var own = lint.columns(block, sql(block));
    if (own.isPresent() && block.demand().needed().isEmpty()) {
      complain(
          block.line(),
          "it needs no table, view or signal, and so would be left to do on any host; is"
              + " everything optional?");
    }
    own.ifPresent(of ->
        new TextLint(note.file(), complaints).check(step.text(), step.textLine(), Set.copyOf(of)));
  }

  private void sentence(String text, int line, List<String> of) {
    try {
      var said = Sentence.of(text);
      said.gap().ifPresent(fault -> complain(line, fault));
      said.names().stream()
          .filter(name -> !of.contains(name))
          .forEach(name ->
              complain(
                  line,
                  "the sentence names {"
                      + name
                      + "}, which its block does not return"
                      + BlockLint.nearest(name, Set.copyOf(of))));
    } catch (IllegalArgumentException e) {
      complain(line, String.valueOf(e.getMessage()));
    }
  }

  private void subject(Block block, List<String> of) {
    try {
      var names = Sentence.of(note.header().subject()).names();
      if (!names.isEmpty() && names.stream().noneMatch(of::contains)) {
        complain(
            lines.of("subject"),
            "subject: \"%s\" returns none of the columns that tell findings apart: %s"
                .formatted(block.heading(), String.join(", ", names)));
      }
    } catch (IllegalArgumentException e) {
      complain(lines.of("subject"), "subject: " + e.getMessage());
    }
  }

  /// @return what its block is made of
  private List<Select> remedy(Set<String> known) {
    if (note.remedy().block().isEmpty() || !complaints.isEmpty()) {
      return List.of();
    }
    var block = note.remedy().block().get();
    var all = new TreeSet<>(known);
    all.add(Note.FOUND);
    try {
      schema.define(
          Note.FOUND,
          note.detects().stream()
              .map(detect -> "SELECT * FROM (" + Select.withoutEnd(sql(detect.block())) + "\n)")
              .collect(Collectors.joining("\nUNION ALL BY NAME ")));
      defined.add(Note.FOUND);
    } catch (QueryFailure e) {
      complain(block.line(), "the rows of the Detects can't be put together: " + e.getMessage());
      return List.of();
    }
    var lint = new BlockLint(note.file(), schema, all, broken, note.views(), complaints);
    lint.columns(block, sql(block)).ifPresent(columns::addAll);
    return lint.selects();
  }

  /// What a text may name is known only where every block is fit.
  private void texts() {
    var lint = new TextLint(note.file(), complaints);
    var named = complaints.isEmpty() ? Set.copyOf(columns) : Set.<String>of();
    lint.check(note.cause(), note.causeLine(), named);
    lint.check(note.remedy().text(), note.remedy().line(), named);
  }

  private void complain(int line, String what) {
    complaints.add(note.file() + ":" + line + ": " + what);
  }
}

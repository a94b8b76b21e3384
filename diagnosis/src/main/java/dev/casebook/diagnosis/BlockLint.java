package dev.casebook.diagnosis;

import dev.casebook.query.Demand;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.Schema;
import dev.casebook.query.Select;
import dev.casebook.tables.EvidenceAccount;
import dev.casebook.tables.NearestName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Checks the blocks of one page: each is one SELECT over tables, views, signals and functions that
/// a note may use, and what its author marks is neither wrong nor known already.
final class BlockLint {

  private static final Set<String> FUNCTIONS = functions();

  private final Path file;
  private final Schema schema;
  private final Set<String> known;
  private final Set<String> broken;
  private final List<String> complaints;
  private final List<Select> selects = new ArrayList<>();
  private final Collection<View> views;

  /// @param known the views and signals (`signal.NAME`) that the page may name
  /// @param broken those whose columns are not known, because they are at fault themselves
  /// @param views those of them, as far as they are views
  BlockLint(
      Path file,
      Schema schema,
      Set<String> known,
      Set<String> broken,
      Collection<View> views,
      List<String> complaints) {
    this.file = file;
    this.schema = schema;
    this.known = known;
    this.broken = broken;
    this.views = views;
    this.complaints = complaints;
  }

  /// What the fit blocks are made of.
  List<Select> selects() {
    return selects;
  }

  /// Checks a block that may ask tables only.
  void checkOfTables(Block block) {
    new BlockLint(file, schema, Set.of(), Set.of(), List.of(), complaints)
        .columns(block, block.sql());
  }

  /// The columns of a block, after everything else about it was checked; empty if it is unfit.
  ///
  /// @param sql with the values of parameters
  Optional<List<String>> columns(Block block, String sql) {
    try {
      var select = schema.parse(sql);
      selects.add(select);
      int before = complaints.size();
      check(block, select);
      boolean isFit =
          complaints.size() == before && Collections.disjoint(select.relations(), broken);
      return isFit ? Optional.of(schema.columns(sql)) : Optional.empty();
    } catch (QueryFailure e) {
      complain(block.line(e), e.reason());
      return Optional.empty();
    }
  }

  private void check(Block block, Select select) {
    select.problems().forEach(problem -> complain(block.line(), problem));
    select.relations().stream().sorted().forEach(name -> checkRelation(name, block.line()));
    checkMarks(block, select);
    checkKnown(block, select);
    checkNullTests(block, select);
    select.functions().stream()
        .filter(name -> !FUNCTIONS.contains(name))
        .sorted()
        .forEach(name ->
            complain(
                block.line(),
                "a note may not call the function " + name + nearest(name, FUNCTIONS)));
  }

  private void checkMarks(Block block, Select select) {
    var named = new TreeSet<>(block.marks().negates());
    named.addAll(block.marks().optional());
    named.addAll(block.marks().clearOnlyWith());
    for (var name : named) {
      if (!select.relations().contains(name)) {
        complain(
            block.line(),
            name + " is marked and not used here" + nearest(name, select.relations()));
      }
    }
    for (var name : block.marks().optional()) {
      if (select.relations().contains(name)
          && select.demand().marked(Set.of(name), Set.of()).equals(select.demand())) {
        complain(block.line(), name + " is optional without being marked so; leave it out");
      }
    }
    for (var name : block.marks().negates()) {
      if (select.relations().contains(name) && isNegated(name, select.demand())) {
        complain(block.line(), name + " is negated without being marked so; leave it out");
      }
    }
  }

  private void checkKnown(Block block, Select select) {
    for (var column : block.marks().known()) {
      if (!select.relations().contains(column.relation())) {
        complain(
            block.line(),
            column
                + " is marked as known and not used here"
                + nearest(column.relation(), select.relations()));
        continue;
      }
      try {
        schema.columns("select " + column.column() + " from " + column.relation());
      } catch (QueryFailure e) {
        complain(block.line(), column + ": " + e.reason());
      }
    }
  }

  /// `left join r … where r.c is null` concludes from what r lacks as an ANTI JOIN does, and the
  /// parse tree says that it can do without r.
  private void checkNullTests(Block block, Select select) {
    for (var test : select.nullTests()) {
      var column = test.relation() + "." + test.column() + " is null";
      if (test.isOfLeftJoin() && !block.demand().negating().contains(test.relation())) {
        complain(
            block.line(),
            "\"%s\" concludes from what %s lacks; write ANTI JOIN, or mark it: (negates: %s)"
                .formatted(column, test.relation(), test.relation()));
      }
      var outer = outerColumns(test.relation()).get(test.column());
      if (outer != null && !test.isOfLeftJoin()) {
        complain(
            block.line(),
            "\"%s\" is true too where there is no evidence of %s; ask %s itself by ANTI JOIN"
                .formatted(column, outer, outer));
      }
    }
  }

  /// The columns of a view that are NULL too where another relation has no evidence, and that
  /// relation; none of a table.
  private Map<String, String> outerColumns(String name) {
    for (var view : views) {
      if (view.name().equals(name)) {
        try {
          var columns = new HashMap<>(schema.parse(view.block().sql()).outerColumns());
          columns.values().removeAll(view.block().demand().negating());
          return columns;
        } catch (QueryFailure e) {
          return Map.of(); // told of the view itself
        }
      }
    }
    return Map.of();
  }

  private static boolean isNegated(String name, Demand demand) {
    return switch (demand) {
      case Demand.Negates(var relation) -> relation.equals(name);
      case Demand.All(var parts) -> parts.stream().anyMatch(part -> isNegated(name, part));
      case Demand.Needs _, Demand.Wants _, Demand.Spares _, Demand.Any _ -> false;
    };
  }

  private void checkRelation(String name, int line) {
    if (known.contains(name)) {
      return;
    }
    if (!schema.hasTable(name)) {
      var all = new TreeSet<>(known);
      all.addAll(schema.tables());
      complain(line, "there is no table, view or signal " + name + nearest(name, all));
    } else if (schema.isStreaming(name)) {
      complain(line, "notes reach " + name + " through signals only");
    } else if (name.equals(EvidenceAccount.TABLE.name())) {
      complain(line, name + " reads all tables and is for people's questions only");
    }
  }

  static String nearest(String name, Set<String> names) {
    return NearestName.of(name, names).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private void complain(int line, String what) {
    complaints.add(file + ":" + line + ": " + what);
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

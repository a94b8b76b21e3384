package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Examiner;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.diagnosis.View;
import dev.casebook.diagnosis.ViewLint;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Snapshot;
import dev.casebook.query.Derived;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.Schema;
import dev.casebook.signals.SignalScan;
import dev.casebook.tables.Catalogue;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The views of a casebook, for people's own SQL: of each snapshot a view's rows are made as notes
/// have them.
public final class CasebookViews implements Derived.Views {

  private final Casebook casebook;
  private final Catalogue catalogue;
  private final Optional<Path> cache;

  /// @param cache folder for compiled patterns; empty to compile them each time
  public CasebookViews(Casebook casebook, Catalogue catalogue, Optional<Path> cache) {
    this.casebook = casebook;
    this.catalogue = catalogue;
    this.cache = cache;
  }

  @Override
  public Optional<Derived> named(String name) {
    return casebook.view(name).map(view -> new Made(view, casebook.reachedBy(view)));
  }

  @Override
  public Set<String> names() {
    return casebook.views().stream().map(View::name).collect(Collectors.toCollection(TreeSet::new));
  }

  /// The types of a view's columns, in order.
  public Map<String, String> columns(View view) {
    try (var schema = Schema.of(catalogue)) {
      ViewLint.define(casebook.reachedBy(view), schema);
      return schema.types(view.name());
    } catch (QueryFailure e) {
      throw new IllegalStateException(e);
    }
  }

  /// A view over the snapshots that a person asks.
  private final class Made implements Derived {

    private final View view;

    /// The view and all that it is made of.
    private final List<View> reached;

    Made(View view, List<View> reached) {
      this.view = view;
      this.reached = reached;
    }

    @Override
    public Map<String, String> columns() {
      return CasebookViews.this.columns(view);
    }

    @Override
    public Set<String> relations() {
      var all = new LinkedHashSet<String>();
      reached.forEach(each -> all.addAll(each.block().relations()));
      return all;
    }

    @Override
    public Rows of(Snapshot snapshot) throws QueryFailure {
      var patterns = reached.stream().flatMap(each -> each.patterns().stream()).toList();
      try (var scan = SignalScan.of(patterns, cache);
          var examiner =
              new Examiner(
                  snapshot,
                  catalogue,
                  scan.of(snapshot, Progress.NONE).own(),
                  Parameters.defaults())) {
        return examiner.rows(view, reached);
      }
    }
  }
}

package dev.casebook.signals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Patterns that are looked for together in one pass over logs, by any number of scanners at once.
///
/// A filter finds the lines that may match. In a few small logs that is a filter in Java which
/// looks for literals; where so much is to do that loading it pays, it is Hyperscan. Where that
/// cannot be used, or refuses a pattern, the filter in Java goes on. The answers are always the
/// same.
final class PatternSet implements AutoCloseable {
  /// What the filter in Java gets through while Hyperscan would be loaded.
  private static final long PATIENCE_BYTES = 2 << 20;

  private final List<LinePattern> patterns;

  /// The patterns, and after them what tells lines to be decoded first.
  private final List<LinePattern> filtered;

  private final Optional<Path> cache;
  private final long patience;
  private final List<String> slowdowns = new ArrayList<>();
  private final Arena arena = Arena.ofShared();
  private @Nullable PatternDatabase database;
  private @Nullable List<LineFilter> javaFilters;
  private @Nullable List<LineFilter> besideHyperscan;

  private PatternSet(List<LinePattern> patterns, Optional<Path> cache, long patience) {
    this.patterns = List.copyOf(patterns);
    this.filtered =
        patterns.isEmpty()
            ? List.of()
            : Stream.concat(patterns.stream(), Stream.of(Wrapping.LOGFMT)).toList();
    this.cache = cache;
    this.patience = patience;
  }

  /// A set that reports the matches of a line in the order of `patterns`.
  ///
  /// @param cache directory for the unpacked library and the compiled patterns, made with mode 0700
  ///   where it is missing; empty to unpack and compile each time
  static PatternSet of(List<LinePattern> patterns, Optional<Path> cache) {
    return of(patterns, cache, PATIENCE_BYTES);
  }

  static PatternSet of(List<LinePattern> patterns, Optional<Path> cache, long patience) {
    return new PatternSet(patterns, cache, patience);
  }

  /// The same set, for logs that are known to be large: Hyperscan is used from the first byte on.
  static PatternSet ofHyperscan(List<LinePattern> patterns, Optional<Path> cache) {
    var set = new PatternSet(patterns, cache, 0);
    set.load();
    return set;
  }

  /// The same set, without Hyperscan.
  static PatternSet ofJava(List<LinePattern> patterns) {
    return new PatternSet(patterns, Optional.empty(), Long.MAX_VALUE);
  }

  /// A scanner for one thread.
  LineScanner scanner() {
    return new LineScanner(this);
  }

  List<LinePattern> patterns() {
    return patterns;
  }

  /// How many indices a filter may name: the patterns' and one more.
  int filtered() {
    return patterns.size() + 1;
  }

  /// What makes this set slower than it could be, each in words: Hyperscan cannot be used, nor the
  /// cache, or a pattern is not for Hyperscan. It is known once Hyperscan was to be used.
  synchronized List<String> slowdowns() {
    return List.copyOf(slowdowns);
  }

  /// How much a scanner does before it asks for Hyperscan, in bytes filtered.
  long patience() {
    return patience;
  }

  /// The filters that need no Hyperscan, made when first asked for: they take long to make, and a
  /// large log goes without.
  synchronized List<LineFilter> javaFilters() {
    var made = javaFilters;
    if (made == null) {
      made = filtersInJava(new BitSet());
      javaFilters = made;
    }
    return made;
  }

  /// The best filters there are, for the calling thread.
  synchronized List<LineFilter> hyperscanFilters() {
    var filters = new ArrayList<>(load());
    if (database != null) {
      database.filter().ifPresent(filters::add);
    }
    return filters;
  }

  /// Has Hyperscan compile what it can, and returns the filters for the rest.
  private synchronized List<LineFilter> load() {
    if (besideHyperscan == null) {
      besideHyperscan = filtersInJava(compile(open()));
    }
    return besideHyperscan;
  }

  private Optional<PrivateDirectory> open() {
    try {
      return cache.isPresent() ? Optional.of(PrivateDirectory.of(cache.get())) : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) { // the latter for want of modes
      slowdowns.add("cache not used: " + e.getMessage());
      return Optional.empty();
    }
  }

  /// @return the patterns that Hyperscan looks for
  private BitSet compile(Optional<PrivateDirectory> directory) {
    if (filtered.isEmpty()) {
      return new BitSet();
    }
    try {
      var made = new DatabaseCache(Hyperscan.load(directory), directory).open(filtered, arena);
      database = made;
      return compiled(made);
    } catch (IOException e) {
      slowdowns.add(e.getMessage());
      return new BitSet();
    }
  }

  private BitSet compiled(PatternDatabase made) {
    var compiled = new BitSet();
    for (int[] patternsOfOne : made.alike()) {
      for (int pattern : patternsOfOne) {
        compiled.set(pattern);
      }
    }
    for (int i = compiled.nextClearBit(0); i < filtered.size(); i = compiled.nextClearBit(i + 1)) {
      slowdowns.add(filtered.get(i).id() + ": every line is looked at, for it can match nothing");
    }
    made.refused()
        .forEach((index, reason) -> {
          for (int pattern : made.alike()[index]) {
            slowdowns.add(filtered.get(pattern).id() + ": not taken by Hyperscan: " + reason);
            compiled.clear(pattern);
          }
        });
    return compiled;
  }

  /// Filters for all patterns but those that are done otherwise.
  private List<LineFilter> filtersInJava(BitSet done) {
    var literals = new LiteralFilter.Builder();
    var rest = new ArrayList<Integer>();
    for (int i = done.nextClearBit(0); i < filtered.size(); i = done.nextClearBit(i + 1)) {
      var required = filtered.get(i).literals();
      if (required.isEmpty()) {
        rest.add(i);
      } else {
        literals.add(i, required);
      }
    }
    var filters = new ArrayList<LineFilter>();
    if (!literals.isEmpty()) {
      filters.add(literals.build());
    }
    if (!rest.isEmpty()) {
      filters.add(new EveryLine(rest));
    }
    return filters;
  }

  /// Frees the compiled patterns. The set's scanners must have been closed.
  @Override
  public void close() {
    arena.close();
  }
}

package dev.casebook.signals;

import dev.casebook.signals.Vectorscan.Expression;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Patterns that are looked for together in one pass over a log, by any number of scanners at once.
///
/// Vectorscan finds the lines that may match, and RE2/J decides. Where Vectorscan cannot be used or
/// refuses a pattern, a search for literals in Java takes its place, with the same answers.
public final class PatternSet implements AutoCloseable {
  private final List<LinePattern> patterns;
  private final List<String> slowdowns = new ArrayList<>();
  private final List<LineFilter> javaFilters = new ArrayList<>();
  private final Arena arena = Arena.ofShared();
  private @Nullable PatternDatabase database;

  private PatternSet(List<LinePattern> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /// A set that reports the matches of a line in the order of `patterns`.
  ///
  /// @param cache directory for the unpacked library and the compiled patterns, made with mode 0700
  ///   where it is missing; empty to unpack and compile each time
  public static PatternSet compile(List<LinePattern> patterns, Optional<Path> cache) {
    var set = new PatternSet(patterns);
    set.compileInJava(set.compileNative(set.open(cache)));
    return set;
  }

  /// The same set without Vectorscan.
  public static PatternSet compileInJava(List<LinePattern> patterns) {
    var set = new PatternSet(patterns);
    set.compileInJava(new BitSet());
    return set;
  }

  private Optional<PrivateDirectory> open(Optional<Path> cache) {
    try {
      return cache.isPresent() ? Optional.of(PrivateDirectory.of(cache.get())) : Optional.empty();
    } catch (IOException e) {
      slowdowns.add("cache not used: " + e.getMessage());
      return Optional.empty();
    }
  }

  /// Has Vectorscan compile what it can, and returns which patterns these are.
  private BitSet compileNative(Optional<PrivateDirectory> cache) {
    var compiled = new BitSet();
    var expressions = new ArrayList<Expression>();
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).tree().isNullable()) {
        slowdowns.add(patterns.get(i).id() + ": can match without a character, so at each line");
      } else {
        expressions.add(new Expression(i, VectorscanExpression.of(patterns.get(i).tree())));
        compiled.set(i);
      }
    }
    try {
      database = new DatabaseCache(Vectorscan.load(cache), cache).open(expressions, arena);
    } catch (IOException e) {
      slowdowns.add(e.getMessage());
      return new BitSet();
    }
    database
        .refused()
        .forEach((index, reason) -> {
          slowdowns.add(patterns.get(index).id() + ": Vectorscan does not take it: " + reason);
          compiled.clear(index);
        });
    return compiled;
  }

  private void compileInJava(BitSet done) {
    var literals = new LiteralFilter.Builder();
    var rest = new ArrayList<Integer>();
    for (int i = done.nextClearBit(0); i < patterns.size(); i = done.nextClearBit(i + 1)) {
      var required = RequiredLiterals.of(patterns.get(i).tree());
      if (required.literals().isEmpty()) {
        rest.add(i);
      } else {
        literals.add(i, required);
      }
    }
    if (!literals.isEmpty()) {
      javaFilters.add(literals.build());
    }
    if (!rest.isEmpty()) {
      javaFilters.add(new EveryLine(rest));
    }
  }

  /// A scanner of lines up to 1 MiB, for one thread. `matches` gets each pattern that matches a
  /// line, once a line, in order of line, then of pattern.
  public LineScanner scanner(Consumer<LineMatch> matches) {
    return scanner(LineScanner.LINE_BYTES_MAX, matches);
  }

  /// A scanner with a limit of its own.
  ///
  /// @param lineBytesMax how much of a longer line is looked at, in bytes, from 1 to 1 GiB
  public LineScanner scanner(int lineBytesMax, Consumer<LineMatch> matches) {
    return new LineScanner(this, lineBytesMax, matches);
  }

  public List<LinePattern> patterns() {
    return patterns;
  }

  /// What makes this set slower than it could be, each in words: Vectorscan is missing, the cache
  /// cannot be used, a pattern is none for Vectorscan. No answer is missing because of them.
  public List<String> slowdowns() {
    return List.copyOf(slowdowns);
  }

  /// Filters for the calling thread, which together find the lines of each pattern.
  List<LineFilter> filters() {
    var filters = new ArrayList<>(javaFilters);
    if (database != null && database.handle() != null) {
      filters.add(new VectorscanFilter(database.vectorscan(), database.handle()));
    }
    return filters;
  }

  /// Frees the compiled patterns; scanners made of the set fail from here on.
  @Override
  public void close() {
    arena.close();
  }
}

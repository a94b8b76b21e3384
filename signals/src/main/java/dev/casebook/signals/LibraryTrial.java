package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.casebook.signals.Hyperscan.Compiled;
import dev.casebook.signals.Hyperscan.Expression;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// What a library must find before it is trusted, if it is not the one that comes with us: matches
/// that Vectorscan 5.4.11 misses on a CPU with AVX-512.
final class LibraryTrial {
  /// Each is the least expression for a kind of match that was missed, with a text it matches.
  private static final List<List<String>> KNOWN =
      List.of(
          List.of("[\\x21-\\xff]{1,4}_", "b_"), List.of("\\x20[ab]", " a"), List.of(" \\b", " a"));

  /// Several times the widest vector, so that the start, the middle and the end of each are met.
  private static final int TEXT_BYTES = 300;

  private LibraryTrial() {}

  /// @throws IOException if a match is missed
  static void require(Hyperscan hyperscan) throws IOException {
    for (List<String> known : KNOWN) {
      try (var arena = Arena.ofConfined()) {
        var expression = new Expression(0, known.getFirst());
        if (!(hyperscan.compile(List.of(expression), arena) instanceof Compiled.Done(var database))
            || !findsEverywhere(hyperscan, database, known.getLast())) {
          throw new IOException(
              "library %s misses matches of %s".formatted(hyperscan.version(), known.getFirst()));
        }
      }
    }
  }

  private static boolean findsEverywhere(
      Hyperscan hyperscan, MemorySegment database, String match) {
    byte[] known = match.getBytes(US_ASCII);
    var candidates = new Candidates(1);
    try (var filter = new HyperscanFilter(hyperscan, database, new int[][] {{0}})) {
      boolean found = true;
      for (int at = 0; at + known.length <= TEXT_BYTES && found; at++) {
        byte[] text = new byte[TEXT_BYTES];
        System.arraycopy(known, 0, text, at, known.length);
        var block = new Block(text, 0, TEXT_BYTES);
        candidates.reset(block);
        filter.find(block, candidates);
        found = candidates.count() == 1;
      }
      return found;
    }
  }
}

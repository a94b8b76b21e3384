package dev.casebook.signals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// A filter in Java alone: one pass finds the literals of which each pattern requires one (Aho and
/// Corasick's automaton over bytes, as one full table).
final class LiteralFilter implements LineFilter {
  /// More of a literal adds states and hardly selects better.
  private static final int LITERAL_BYTES_MAX = 16;

  /// Of many literals less is looked at, so that the table stays at some 32 MiB.
  private static final int STATES_TARGET = 1 << 17;

  /// A byte's column in the table. Letters share theirs with the other case, and bytes that are in
  /// no literal share column 0.
  private final int[] columns = new int[256];

  /// By state and column, the next state's row; negative where that state completes a literal.
  private final int[] next;

  /// By state, the patterns whose literal it completes.
  private final int[][] completed;

  private final int width;

  private LiteralFilter(List<byte[]> literals, List<Integer> patterns) {
    this.width = assignColumns(literals);
    int states = 1 + literals.stream().mapToInt(literal -> literal.length).sum();
    next = new int[states * width];
    completed = new int[states][0];
    addLiterals(literals, patterns);
    link();
  }

  /// A set of literals under way.
  static final class Builder {
    private final List<byte[]> literals = new ArrayList<>();
    private final List<Integer> patterns = new ArrayList<>();

    void add(int pattern, List<String> required) {
      for (String literal : required) {
        literals.add(literal.getBytes(StandardCharsets.UTF_8));
        patterns.add(pattern);
      }
    }

    boolean isEmpty() {
      return literals.isEmpty();
    }

    LiteralFilter build() {
      int bytes = Math.clamp(STATES_TARGET / literals.size(), 4, LITERAL_BYTES_MAX);
      literals.replaceAll(literal -> Arrays.copyOf(literal, Math.min(literal.length, bytes)));
      return new LiteralFilter(literals, patterns);
    }
  }

  private int assignColumns(List<byte[]> literals) {
    var used = new BitSet();
    literals.forEach(literal -> {
      for (byte b : literal) {
        used.set(b & 0xff);
      }
    });
    int column = 1;
    for (int b = used.nextSetBit(0); b >= 0; b = used.nextSetBit(b + 1)) {
      columns[b] = column++;
    }
    for (int upper = 'A'; upper <= 'Z'; upper++) {
      columns[upper] = columns[upper - 'A' + 'a'];
    }
    return column;
  }

  private void addLiterals(List<byte[]> literals, List<Integer> patterns) {
    int states = 1;
    for (int i = 0; i < literals.size(); i++) {
      int row = 0;
      for (byte b : literals.get(i)) {
        int cell = row + columns[b & 0xff];
        if (next[cell] == 0) {
          next[cell] = states++ * width;
        }
        row = next[cell];
      }
      int[] ends = completed[row / width];
      completed[row / width] = Arrays.copyOf(ends, ends.length + 1);
      completed[row / width][ends.length] = patterns.get(i);
    }
  }

  /// Fills the table breadth first: where a state goes nowhere, it goes where its longest proper
  /// suffix does, which is nearer the root and so already filled.
  private void link() {
    var suffix = new int[completed.length];
    var queue = new ArrayDeque<Integer>();
    queue.add(0);
    while (!queue.isEmpty()) {
      int state = queue.remove();
      for (int column = 0; column < width; column++) {
        int row = next[state * width + column];
        int fallback = state == 0 ? 0 : next[suffix[state] * width + column];
        if (row == 0) {
          next[state * width + column] = fallback;
        } else {
          suffix[row / width] = fallback / width;
          completed[row / width] = concat(completed[row / width], completed[fallback / width]);
          queue.add(row / width);
        }
      }
    }
    markEnds();
  }

  private void markEnds() {
    boolean[] isEnd = new boolean[next.length];
    for (int state = 0; state < completed.length; state++) {
      isEnd[state * width] = completed[state].length > 0;
    }
    for (int cell = 0; cell < next.length; cell++) {
      if (isEnd[next[cell]]) {
        next[cell] = ~next[cell];
      }
    }
  }

  private static int[] concat(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @Override
  public boolean find(Block block, Candidates candidates) {
    byte[] bytes = block.bytes();
    int row = 0;
    for (int at = block.from(); at < block.to(); at++) {
      row = next[row + columns[bytes[at] & 0xff]];
      if (row < 0) {
        row = ~row;
        if (!add(completed[row / width], at, candidates)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean add(int[] patterns, int at, Candidates candidates) {
    for (int pattern : patterns) {
      if (!candidates.add(pattern, at)) {
        return false;
      }
    }
    return true;
  }
}

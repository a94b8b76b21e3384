package dev.casebook.signals;

import java.nio.charset.StandardCharsets;
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
    var tree = new Tree(states);
    addLiterals(literals, patterns, tree);
    link(tree);
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

  /// The literals as a tree of states: of each the child that was added last, 0 if there is none,
  /// and of each child the one added before it and its byte's column.
  private record Tree(int[] child, int[] sibling, int[] column) {
    Tree(int states) {
      this(new int[states], new int[states], new int[states]);
    }

    void add(int state, int made, int itsColumn) {
      column[made] = itsColumn;
      sibling[made] = child[state];
      child[state] = made;
    }
  }

  private void addLiterals(List<byte[]> literals, List<Integer> patterns, Tree tree) {
    int states = 1;
    for (int i = 0; i < literals.size(); i++) {
      int row = 0;
      for (byte b : literals.get(i)) {
        int column = columns[b & 0xff];
        if (next[row + column] == 0) {
          tree.add(row / width, states, column);
          next[row + column] = states++ * width;
        }
        row = next[row + column];
      }
      int[] ends = completed[row / width];
      completed[row / width] = Arrays.copyOf(ends, ends.length + 1);
      completed[row / width][ends.length] = patterns.get(i);
    }
  }

  /// Fills the table breadth first: where a state goes nowhere, it goes where its longest proper
  /// suffix does, which is nearer the root and so already filled.
  private void link(Tree tree) {
    var suffix = new int[completed.length];
    var queue = new int[completed.length];
    int end = 1;
    for (int i = 0; i < end; i++) {
      int state = queue[i];
      if (state > 0) {
        System.arraycopy(next, suffix[state] * width, next, state * width, width);
      }
      for (int child = tree.child[state]; child > 0; child = tree.sibling[child]) {
        int cell = state * width + tree.column[child];
        int fallback = state == 0 ? 0 : row(next[cell]) / width;
        suffix[child] = fallback;
        completed[child] = concat(completed[child], completed[fallback]);
        next[cell] = completed[child].length > 0 ? ~(child * width) : child * width;
        queue[end++] = child;
      }
    }
  }

  /// Which row a cell of the table names.
  private static int row(int cell) {
    return cell < 0 ? ~cell : cell;
  }

  private static int[] concat(int[] first, int[] second) {
    if (second.length == 0) {
      return first;
    }
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

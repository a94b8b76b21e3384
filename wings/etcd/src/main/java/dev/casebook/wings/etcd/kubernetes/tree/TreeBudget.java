package dev.casebook.wings.etcd.kubernetes.tree;

/// What one object may cost in memory: a countdown of tree nodes, and a limit of nesting.
///
/// Two bytes of a hostile message can stand for a struct of twenty printed fields, so the size of
/// the input alone bounds nothing. A real object, at most 1.5 MiB in etcd by default, stays far
/// below a million nodes; the deepest custom resources nest about 60 levels.
public final class TreeBudget {
  public static final int MAX_NODES = 1_000_000;
  public static final int MAX_DEPTH = 200;

  private int nodes = MAX_NODES;

  /// Accounts for one node at `depth`. Deep nodes cost more: YAML indents each of their lines.
  public void spend(int depth) throws MalformedException {
    if (depth > MAX_DEPTH) {
      throw new MalformedException("nested more than " + MAX_DEPTH + " levels deep");
    }
    nodes -= 1 + depth / 16;
    if (nodes < 0) {
      throw new MalformedException("holds more than " + MAX_NODES + " values");
    }
  }
}

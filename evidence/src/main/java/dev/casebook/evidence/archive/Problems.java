package dev.casebook.evidence.archive;

import java.util.ArrayList;
import java.util.List;

/// Problems in the order they were met: the first ones themselves, the rest as a number.
final class Problems {
  private final List<Problem> first = new ArrayList<>();
  private final int kept;
  private long further;

  Problems(int kept) {
    this.kept = kept;
  }

  void add(Problem problem) {
    if (first.size() < kept) {
      first.add(problem);
    } else {
      further++;
    }
  }

  List<Problem> list() {
    if (further == 0) {
      return List.copyOf(first);
    }
    var all = new ArrayList<>(first);
    all.add(Problem.of(Problem.Kind.LIMIT, "%d more problems".formatted(further)));
    return List.copyOf(all);
  }
}

package dev.casebook.wings.containers.commands;

import java.util.ArrayList;
import java.util.List;

/// Why figures of a table are missing, each reason once.
final class Footnotes {

  /// Whoever reads a table reads no more.
  private static final int REASONS_MAX = 20;

  private final List<String> reasons = new ArrayList<>();

  /// The mark that stands in the figure's place: `[1]`.
  String mark(String reason) {
    int at = reasons.indexOf(reason);
    if (at < 0) {
      if (reasons.size() == REASONS_MAX) {
        return "[…]";
      }
      reasons.add(reason);
      at = reasons.size() - 1;
    }
    return "[" + (at + 1) + "]";
  }

  /// Numbered from 1.
  List<String> lines() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < reasons.size(); i++) {
      lines.add("[%d] %s".formatted(i + 1, reasons.get(i)));
    }
    if (reasons.size() == REASONS_MAX) {
      lines.add("[…] other reasons: see --json");
    }
    return lines;
  }
}

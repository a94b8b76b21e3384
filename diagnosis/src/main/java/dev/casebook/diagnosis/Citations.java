package dev.casebook.diagnosis;

import dev.casebook.evidence.Ledger;
import dev.casebook.verdicts.Evidence;
import java.util.Collection;
import java.util.Map;

/// Turns origins into what a person can check: file, line number and the line.
public interface Citations {

  /// A proof is read by a tired engineer: of one finding a few lines, the rest counted.
  int SHOWN_MAX = 5;

  /// Of what one snapshot holds.
  static Citations of(Ledger ledger) {
    return new LedgerCitations(ledger);
  }

  /// Whether a row has this origin.
  boolean knows(long origin);

  /// What stands at each of these origins.
  Map<Long, Evidence> of(Collection<Long> origins);
}

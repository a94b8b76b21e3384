package dev.casebook.wings.accounts.journal;

import java.util.List;

/// Something that happened: what a line of the journal tells, beside who and when.
public interface Fact {

  /// Its kind, the account that it is about, which may be empty, and what belongs to that kind.
  List<String> words();
}

package dev.casebook.wings.etcd.store;

/// The answer to a question for a revision: it is there, or why it is not.
public sealed interface AskedRevision {

  /// The state of the keys at this revision can be told.
  record Available(long revision) implements AskedRevision {}

  /// What the keys were then is no longer known: superseded records were given up to a later
  /// revision.
  record Compacted(long asked, long compactRevision) implements AskedRevision {}

  /// What was given up to compaction is not known, so neither is what the keys were then.
  record Unknown(long asked, long currentRevision) implements AskedRevision {}

  /// There is no such revision: the history ends before it.
  record Future(long asked, long currentRevision) implements AskedRevision {}
}

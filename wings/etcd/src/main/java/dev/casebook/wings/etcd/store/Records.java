package dev.casebook.wings.etcd.store;

/// A walk over records, oldest revision first, each revision once.
public interface Records {

  /// Goes to the next record; false at the end.
  boolean next();

  /// The current record. The same object at every step.
  StoredRecord record();
}

package dev.casebook.wings.etcd.store;

/// One retained record of a key.
///
/// @param deleted whether the revision deleted the key; the numbers behind are then zero
/// @param createRevision the revision at which the generation began: equal in all its versions
/// @param version 1 at creation, then one more for each write
/// @param lease 0 for none
/// @param valueBytes the size of the value
/// @param offset where the record lies, for [StoredRecord#lookAgainAt]
public record KeyVersion(
    Revision revision,
    boolean deleted,
    long createRevision,
    long version,
    long lease,
    int valueBytes,
    long offset) {

  static KeyVersion of(StoredRecord record) {
    var keyValue = record.keyValue();
    return new KeyVersion(
        record.revision(),
        record.isTombstone(),
        keyValue.createRevision(),
        keyValue.version(),
        keyValue.lease(),
        keyValue.valueLength(),
        record.offset());
  }
}

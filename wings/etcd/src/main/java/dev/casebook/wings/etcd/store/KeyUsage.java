package dev.casebook.wings.etcd.store;

/// What one key takes in the file.
///
/// @param key as UTF-8
/// @param version how often its current generation was written; 0 for a deleted key
/// @param createRevision of the current generation; 0 for a deleted key
public record KeyUsage(
    String key, Usage usage, long version, long createRevision, long modRevision) {

  static KeyUsage of(KeySpace keys, Usage usage) {
    var record = keys.record();
    var keyValue = record.keyValue();
    return new KeyUsage(
        record.keyText(), usage, keyValue.version(), keyValue.createRevision(), record.main());
  }
}

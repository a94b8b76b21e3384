package dev.casebook.wings.etcd.store;

/// What some keys take in the file.
///
/// @param liveKeys keys that exist
/// @param deletedKeys keys of which only deleted versions are retained
/// @param records retained records of both
/// @param liveBytes bytes of the newest records of live keys, with element, revision and message
/// @param deadBytes bytes of superseded records and of deletions, which compaction can free
/// @param liveValueBytes bytes of the values in the newest records of live keys
/// @param valueBytes bytes of all retained values
public record Usage(
    long liveKeys,
    long deletedKeys,
    long records,
    long liveBytes,
    long deadBytes,
    long liveValueBytes,
    long valueBytes) {

  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0);

  /// What the current key of a counted walk takes.
  static Usage of(KeySpace keys) {
    var live = keys.isLive();
    var liveBytes = live ? keys.record().bytes() : 0;
    return new Usage(
        live ? 1 : 0,
        live ? 0 : 1,
        keys.retained(),
        liveBytes,
        keys.retainedBytes() - liveBytes,
        live ? keys.record().keyValue().valueLength() : 0,
        keys.retainedValueBytes());
  }

  public Usage plus(Usage other) {
    return new Usage(
        liveKeys + other.liveKeys,
        deletedKeys + other.deletedKeys,
        records + other.records,
        liveBytes + other.liveBytes,
        deadBytes + other.deadBytes,
        liveValueBytes + other.liveValueBytes,
        valueBytes + other.valueBytes);
  }

  /// All bytes, live and dead.
  public long bytes() {
    return liveBytes + deadBytes;
  }
}

package dev.casebook.wings.etcd.tool;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.store.AskedRevision;
import dev.casebook.wings.etcd.store.KeySpace;
import dev.casebook.wings.etcd.store.RecordSource;
import dev.casebook.wings.etcd.store.StoredRecord;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A walk over the live keys that a query asks for, in key order.
public final class SelectedKeys {

  private final KeyQuery query;
  private final KeySpace keys;
  private final ObjectReader reader;
  private final long revision;

  /// Whether the walk stands at a key that [#next] has not come to yet.
  private boolean isAhead;

  private BiConsumer<String, ObjectValue> passedOver = (_, _) -> {};

  private String key = "";
  private @Nullable ObjectValue object;

  private SelectedKeys(KeyQuery query, KeySpace keys, ObjectReader reader, long revision) {
    this.query = query;
    this.keys = keys;
    this.reader = reader;
    this.revision = revision;
  }

  /// @param counted whether [#keys] is to tell how many records of each key are retained
  /// @throws UnreadableFile if the file can't tell what was at the revision
  public static SelectedKeys of(EtcdFile file, KeyQuery query, ObjectReader reader, boolean counted)
      throws UnreadableFile {
    return file.read((history, _, damages) -> walk(history, query, reader, counted, damages));
  }

  private static SelectedKeys walk(
      RecordSource history, KeyQuery query, ObjectReader reader, boolean counted, DamageLog damages)
      throws UnreadableFile {
    var revision = available(history, query.revision());
    var source =
        query.version().isPresent()
            ? new VersionSource(history, query.version().getAsLong())
            : history;
    var keys =
        counted
            ? KeySpace.counted(source, revision, damages)
            : KeySpace.at(source, revision, damages);
    var walk = new SelectedKeys(query, keys, reader, revision);
    // The first step reads the whole tree, and so finds its damage.
    walk.isAhead = keys.next();
    return walk;
  }

  /// The revision that `asked` means; 0 is the current one.
  ///
  /// @throws UnreadableFile in etcd's words, if the state at the revision can't be told
  public static long available(RecordSource history, long asked) throws UnreadableFile {
    return switch (history.revision(asked)) {
      case AskedRevision.Available(var revision) -> revision;
      case AskedRevision.Compacted(var revision, var compact) ->
          throw new UnreadableFile(
              "revision "
                  + revision
                  + ": required revision has been compacted; the oldest that can be told is "
                  + compact);
      case AskedRevision.Unknown(var revision, var current) ->
          throw new UnreadableFile(
              "revision "
                  + revision
                  + ": what was compacted is lost, so what was there then can't be told; the newest,"
                  + " "
                  + current
                  + ", can");
      case AskedRevision.Future(var revision, var current) ->
          throw new UnreadableFile(
              "revision "
                  + revision
                  + ": required revision is a future revision; the newest in this file is "
                  + current);
    };
  }

  /// Tells of each object that filters pass over because it can't be read.
  public SelectedKeys telling(BiConsumer<String, ObjectValue> unreadable) {
    passedOver = unreadable;
    return this;
  }

  /// Goes to the next key; false at the end.
  public boolean next() {
    while (isAhead || keys.next()) {
      isAhead = false;
      if (keys.isLive()) {
        object = null;
        key = keys.record().keyText();
        if (query.selection().takes(key) && meetsFilters()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean meetsFilters() {
    if (query.filters().isEmpty()) {
      return true;
    }
    return switch (object()) {
      case ObjectValue.Whole(var tree) ->
          query.filters().stream().allMatch(filter -> filter.accepts(tree));
      case ObjectValue.NoObject _ -> false;
      case ObjectValue.Unreadable unreadable -> {
        passedOver.accept(key, unreadable);
        yield false;
      }
    };
  }

  /// The revision looked at.
  public long revision() {
    return revision;
  }

  /// The key as UTF-8.
  public String key() {
    return key;
  }

  public byte[] keyBytes() {
    return record().keyValue().keyBytes().toArray(JAVA_BYTE);
  }

  public StoredRecord record() {
    return keys.record();
  }

  public KeySpace keys() {
    return keys;
  }

  /// The value, decoded when first asked for.
  public ObjectValue object() {
    var known = object;
    if (known == null) {
      known = reader.read(key, record().keyValue().valueBytes().toArray(JAVA_BYTE));
      object = known;
    }
    return known;
  }
}

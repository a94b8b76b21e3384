package dev.casebook.wings.etcd.tool;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.casebook.wings.etcd.store.KeyHistory;
import dev.casebook.wings.etcd.store.KeyText;
import dev.casebook.wings.etcd.store.KeyVersion;
import dev.casebook.wings.etcd.store.StoredRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one key held over time, as far as it is retained.
public final class ObjectHistory {

  /// One retained revision of the key.
  ///
  /// @param edit who wrote it and when, told by the object itself
  /// @param changes against the revision before, if that is retained and both can be read
  /// @param problem why the value can't be read, if it can't
  /// @param isFirst whether nothing older of this generation is retained, so that changes can't be
  ///   told; a creation is known as such by its version, 1
  public record Step(
      KeyVersion version,
      Edit edit,
      List<FieldChange> changes,
      Optional<String> problem,
      boolean isFirst) {

    public Step {
      changes = List.copyOf(changes);
    }
  }

  private final String key;
  private final KeyHistory history;
  private final StoredRecord record;
  private final ObjectReader reader;
  private final EtcdFile file;

  private ObjectHistory(EtcdFile file, String key, KeyHistory history, ObjectReader reader) {
    this.file = file;
    this.key = key;
    this.history = history;
    this.record = new StoredRecord(file.bytes());
    this.reader = reader;
  }

  /// Reads all records of the key.
  ///
  /// @throws UnreadableFile if none is retained
  public static ObjectHistory of(EtcdFile file, String key, ObjectReader reader)
      throws UnreadableFile {
    var history = KeyHistory.of(file.history(), KeyText.bytes(key), file.damages());
    if (history.versions().isEmpty()) {
      var compact = file.history().compactRevision();
      if (!file.damages().isEmpty() || !file.history().isCompactionKnown()) {
        throw new UnreadableFile(
            key + ": no revision of this key is in what could be read of the file");
      }
      throw UnreadableFile.without(
          compact < 0
              ? key + ": this key never was in the file"
              : key
                  + ": no revision of this key is retained; it never was, or was deleted before"
                  + " revision "
                  + compact
                  + " was compacted");
    }
    return new ObjectHistory(file, key, history, reader);
  }

  public String key() {
    return key;
  }

  /// The retained versions, oldest first, at most [KeyHistory#VERSIONS_MAX].
  public KeyHistory versions() {
    return history;
  }

  /// Whether the key exists now.
  public boolean isLive() {
    return !history.versions().getLast().deleted();
  }

  /// Up to which revision older ones may be gone; -1 if there was no compaction.
  public long compactRevision() {
    return file.history().compactRevision();
  }

  /// Goes through the revisions, oldest first.
  public void forEach(Consumer<Step> steps) {
    var before = Optional.<ObjectValue>empty();
    for (var version : history.versions()) {
      var value = version.deleted() ? Optional.<ObjectValue>empty() : Optional.of(value(version));
      steps.accept(
          new Step(
              version,
              Edit.of(tree(before), tree(value)),
              changes(before, value),
              value.flatMap(ObjectHistory::problem),
              before.isEmpty() && version.version() != 1));
      before = value;
    }
  }

  private static Optional<Map<String, @Nullable Object>> tree(Optional<ObjectValue> value) {
    return value.map(ObjectValue::tree);
  }

  private static List<FieldChange> changes(
      Optional<ObjectValue> before, Optional<ObjectValue> after) {
    return before.isPresent()
            && after.isPresent()
            && problem(before.get()).or(() -> problem(after.get())).isEmpty()
        ? TreeChanges.between(before.get().tree(), after.get().tree())
        : List.of();
  }

  private static Optional<String> problem(ObjectValue value) {
    return value instanceof ObjectValue.Unreadable(_, var problem)
        ? Optional.of(problem)
        : Optional.empty();
  }

  /// What the key held in one of its versions.
  public ObjectValue value(KeyVersion version) {
    if (!record.lookAgainAt(version.offset())) {
      // Only a writer that came after the opening does that; the end of the command tells of it.
      var problem = "the file was written meanwhile";
      return new ObjectValue.Unreadable(Map.of("key", key, "problem", problem), problem);
    }
    return reader.read(key, record.keyValue().valueBytes().toArray(JAVA_BYTE));
  }

  /// What the key held at a revision.
  ///
  /// @throws UnreadableFile if it was not there, or that can't be told
  public ObjectValue at(long asked) throws UnreadableFile {
    return find(asked)
        .orElseThrow(() -> UnreadableFile.without(key + ": was not there at revision " + asked));
  }

  /// As [#at]; empty if it was not there.
  ///
  /// @throws UnreadableFile if that can't be told
  public Optional<ObjectValue> find(long asked) throws UnreadableFile {
    var current = file.history().currentRevision();
    if (asked > current) {
      SelectedKeys.available(file.history(), asked);
    }
    // What is retained is true, even at a revision that was compacted: it was the newest then.
    var version = history.at(asked);
    if (version.isEmpty()) {
      SelectedKeys.available(file.history(), asked);
    }
    return version.map(this::value);
  }

  /// What two revisions differ in, field by field; where there is no value, all fields.
  ///
  /// @throws UnreadableFile if they differ, and one of them can't be read
  public List<FieldChange> difference(Optional<ObjectValue> before, Optional<ObjectValue> after)
      throws UnreadableFile {
    var changes = TreeChanges.between(tree(before).orElse(Map.of()), tree(after).orElse(Map.of()));
    var problem =
        before.flatMap(ObjectHistory::problem).or(() -> after.flatMap(ObjectHistory::problem));
    if (!changes.isEmpty() && problem.isPresent()) {
      throw new UnreadableFile(key + ": " + problem.get());
    }
    return changes;
  }

  /// What the key held before it was deleted last.
  ///
  /// @throws UnreadableFile if it is live, or compaction took the value
  public ObjectValue lastBeforeDeletion() throws UnreadableFile {
    var versions = history.versions();
    var last = versions.getLast();
    if (!last.deleted()) {
      throw UnreadableFile.without(
          key
              + ": is not deleted; its revision "
              + last.revision().main()
              + " is live, and casebook etcd extract shows it");
    }
    if (versions.size() < 2 || versions.get(versions.size() - 2).deleted()) {
      throw UnreadableFile.without(
          key
              + ": was deleted at revision "
              + last.revision().main()
              + ", and what it held is gone: revision "
              + file.history().compactRevision()
              + " was compacted");
    }
    return value(versions.get(versions.size() - 2));
  }
}

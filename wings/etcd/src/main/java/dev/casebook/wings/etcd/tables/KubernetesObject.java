package dev.casebook.wings.etcd.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Field;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.wings.etcd.kubernetes.Decoded;
import dev.casebook.wings.etcd.kubernetes.ObjectHead;
import dev.casebook.wings.etcd.kubernetes.ObjectHead.Owner;
import dev.casebook.wings.etcd.kubernetes.StorageCodec;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.manifests.Manifests;
import dev.casebook.wings.etcd.store.KeySpace;
import dev.casebook.wings.etcd.store.StoredRecord;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object of a Kubernetes cluster: as the API server keeps it in etcd, in protobuf, JSON or
/// CBOR; or as kubectl and support bundles write it, in JSON or YAML.
///
/// An encrypted object has a row by its key; what is inside is NULL.
@Row("one object of a Kubernetes cluster")
@Compared(never = "objects are compared by etcd compare")
public record KubernetesObject(
    @Column("path of the database file, or of the file that holds the object") String database,
    @Column("kind, as Pod; NULL if it is encrypted or damaged") @Nullable String kind,
    @Column("group and version, as apps/v1") @Nullable String apiVersion,
    @Column("resource as kubectl names it, by the key or the kind: pods, widgets.example.com")
        String resource,
    @Column("namespace; NULL for an object of the cluster") @Nullable String namespace,
    @Column("name; by the key if it is encrypted or damaged") @Nullable String name,
    @Column("unique id") @Nullable String uid,
    @Column("kind of the owner that controls it") @Nullable String ownerKind,
    @Column("name of that owner") @Nullable String ownerName,
    @Column("unique id of that owner") @Nullable String ownerUid,
    @Column("labels, as a JSON object") @Nullable String labels,
    @Column("when it was created") @Nullable Instant creationTime,
    @Column(value = "when its deletion was asked for; NULL if it was not", costly = true)
        @Nullable Instant deletionTime,
    @Column("key in etcd; NULL of an object from elsewhere") @Nullable String key,
    @Column("bytes of the stored value, or of the text") long valueBytes,
    @Column("revision at which it was last written; its resourceVersion") @Nullable Long revision,
    @Column("protobuf, json, cbor, yaml, encrypted or damaged") String format,
    @Column(
            value = "the whole object, as JSON; NULL if it has more than 65,536 characters",
            costly = true)
        @Nullable String body) {

  public static final Table<KubernetesObject> TABLE =
      DatabaseReading.of(
              Table.of("kubernetes_objects", KubernetesObject.class), KubernetesObject::walk)
          .from(List.of(Manifests.EVENTS, Manifests.OBJECTS), ManifestRow::parse)
          .sniff(Manifests.OBJECTS, Manifests::isHead)
          .example(
              "how many objects there are of each kind, and what they take",
              "select api_version, kind, count(*), sum(value_bytes) from kubernetes_objects"
                  + " group by all order by 4 desc")
          .example(
              "on which node each pod is",
              "select namespace, name, body->>'$.spec.nodeName' as node from kubernetes_objects"
                  + " where kind = 'Pod'");

  /// The end of the year 9999: a time after it is damage, and no SQL timestamp.
  private static final long SECONDS_MAX = 253_402_300_799L;

  private static final byte[] PROTOBUF = "k8s\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENCRYPTED = "k8s:enc:".getBytes(StandardCharsets.US_ASCII);

  private static void walk(DatabaseReading.History history, Rows<KubernetesObject> rows) {
    new Objects(history, rows).walk();
  }

  /// One walk, with what it found that has no columns.
  private static final class Objects {

    private final DatabaseReading.History history;
    private final Rows<KubernetesObject> rows;
    private final ObjectHead head = new ObjectHead();
    private final boolean whole;
    private long damaged;
    private String firstDamage = "";
    private long tooLong;

    Objects(DatabaseReading.History history, Rows<KubernetesObject> rows) {
      this.history = history;
      this.rows = rows;
      this.whole = history.file().wants("body") || history.file().wants("deletion_time");
    }

    void walk() {
      var records = history.records();
      var keys = KeySpace.at(records, records.currentRevision(), history.damages());
      while (keys.next()) {
        if (keys.isLive()) {
          read(keys.record());
        }
      }
      if (damaged > 0) {
        history.lacking().add(damaged + " object(s) not understood (" + firstDamage + ")");
      }
      if (tooLong > 0) {
        history
            .lacking()
            .add(tooLong + " object(s) longer than " + Field.CHARS_MAX + " characters: no body");
      }
    }

    private void read(StoredRecord record) {
      var value = record.keyValue().valueBytes();
      if (head.read(value) && !head.kind().isEmpty()) {
        add(record, value);
      } else if (startsWith(value, ENCRYPTED)) {
        rows.add(record.offset(), without(record, "encrypted"));
      } else if (startsWith(value, PROTOBUF)) {
        tellDamage(record, "its metadata can't be read");
        rows.add(record.offset(), without(record, "damaged"));
      }
    }

    private void add(StoredRecord record, MemorySegment value) {
      var key = record.keyText();
      var tree = whole ? tree(record, value) : Map.<String, @Nullable Object>of();
      var owner = head.owners().stream().filter(Owner::controller).findFirst();
      rows.add(
          record.offset(),
          new KubernetesObject(
              history.file().name(),
              head.kind(),
              head.apiVersion(),
              ResourceKey.of(key).resource(),
              orNull(head.namespace()),
              orNull(head.name()),
              orNull(head.uid()),
              owner.map(Owner::kind).orElse(null),
              owner.map(Owner::name).orElse(null),
              owner.map(Owner::uid).orElse(null),
              new String(JsonWriter.stored(head.labels(), false), StandardCharsets.UTF_8),
              instant(head.creationSeconds()),
              deletionTime(tree),
              key,
              record.keyValue().valueLength(),
              record.main(),
              format(value),
              body(tree)));
    }

    private KubernetesObject without(StoredRecord record, String format) {
      var key = record.keyText();
      var parts = ResourceKey.of(key);
      return new KubernetesObject(
          history.file().name(),
          null,
          null,
          parts.resource(),
          parts.namespace(),
          parts.name(),
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          key,
          record.keyValue().valueLength(),
          record.main(),
          format,
          null);
    }

    private Map<String, @Nullable Object> tree(StoredRecord record, MemorySegment value) {
      return switch (StorageCodec.decode(value.toArray(ValueLayout.JAVA_BYTE))) {
        case Decoded.Tree tree -> tree.tree();
        case Decoded.Failed failed -> {
          tellDamage(record, failed.reason());
          yield Map.of();
        }
      };
    }

    private void tellDamage(StoredRecord record, String reason) {
      damaged++;
      if (damaged == 1) {
        firstDamage = record.keyText() + "@" + record.main() + ": " + reason;
      }
    }

    private @Nullable String body(Map<String, @Nullable Object> tree) {
      if (tree.isEmpty() || !history.file().wants("body")) {
        return null;
      }
      var json = JsonWriter.compact(tree);
      if (json.length() > Field.CHARS_MAX) {
        tooLong++;
        return null;
      }
      return json;
    }
  }

  private static boolean startsWith(MemorySegment value, byte[] beginning) {
    return value.byteSize() >= beginning.length
        && value.asSlice(0, beginning.length).mismatch(MemorySegment.ofArray(beginning)) < 0;
  }

  private static String format(MemorySegment value) {
    return switch (value.get(ValueLayout.JAVA_BYTE, 0)) {
      case 'k' -> "protobuf";
      case '{' -> "json";
      default -> "cbor";
    };
  }

  static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  static boolean isWithinBounds(Instant time) {
    return Math.abs(time.getEpochSecond()) <= SECONDS_MAX;
  }

  static @Nullable Instant instant(long seconds) {
    return seconds > 0 && seconds <= SECONDS_MAX ? Instant.ofEpochSecond(seconds) : null;
  }

  static @Nullable Instant deletionTime(Map<?, ?> tree) {
    if (tree.get("metadata") instanceof Map<?, ?> metadata
        && metadata.get("deletionTimestamp") instanceof String time) {
      try {
        return instant(Instant.parse(time).getEpochSecond());
      } catch (DateTimeException e) {
        return null;
      }
    }
    return null;
  }
}

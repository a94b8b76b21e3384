package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.BoltFile;
import dev.casebook.wings.etcd.bbolt.BoltFile.Child;
import dev.casebook.wings.etcd.bbolt.BoltFile.Leaf;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A history made by a test, with the semantics of etcd, and the file that holds it.
final class History {

  private static final int PAGE_SIZE = 16_384;
  private static final int RECORDS_A_LEAF = 40;

  private record Generation(long created, long version) {}

  private final List<Leaf> records = new ArrayList<>();
  private final Map<String, Generation> generations = new HashMap<>();
  private long revision = 1;
  private long compacted = -1;

  History put(String key, String value) {
    revision++;
    var generation =
        generations.merge(
            key,
            new Generation(revision, 1),
            (old, created) -> new Generation(old.created, old.version + 1));
    records.add(
        Leaf.of(
            revision(revision, 0, false),
            message(key, value, generation.created, revision, generation.version)));
    return this;
  }

  History delete(String key) {
    revision++;
    generations.remove(key);
    records.add(Leaf.of(revision(revision, 0, true), message(key, "", 0, 0, 0)));
    return this;
  }

  /// Notes a compaction in bucket `meta`; superseded records stay until [#forget].
  History compact(long main) {
    compacted = main;
    return this;
  }

  /// Deletes the record of a revision.
  History forget(long main) {
    records.removeIf(record -> ByteBuffer.wrap(record.key()).getLong() == main);
    return this;
  }

  Store store() {
    return Sample.store(file());
  }

  /// What a restore with a raised revision does.
  History raise(long by) {
    revision += by;
    return this;
  }

  /// Records in leaves from page 4 on, one branch above them in page 3; pages are metas, root,
  /// branch, leaves.
  byte[] file() {
    var leaves = new ArrayList<List<Leaf>>();
    for (var i = 0; i < records.size(); i += RECORDS_A_LEAF) {
      leaves.add(records.subList(i, Math.min(records.size(), i + RECORDS_A_LEAF)));
    }
    var pages = 4 + leaves.size();
    var file = new BoltFile(PAGE_SIZE, pages).metas(2, -1, pages).leaf(2, root());
    var children = new ArrayList<Child>();
    for (var i = 0; i < leaves.size(); i++) {
      var page = 4 + i;
      file.leaf(page, leaves.get(i).toArray(Leaf[]::new));
      children.add(new Child(leaves.get(i).getFirst().key(), page));
    }
    file.branch(3, children.toArray(Child[]::new));
    return file.segment().toArray(ValueLayout.JAVA_BYTE);
  }

  private Leaf[] root() {
    var keys = Leaf.bucket("key", 3);
    var finished = MetaBucket.FINISHED.getBytes(StandardCharsets.UTF_8);
    return compacted < 0
        ? new Leaf[] {keys}
        : new Leaf[] {keys, Leaf.inline("meta", Leaf.of(finished, revision(compacted, 0, false)))};
  }

  static byte[] revision(long main, long sub, boolean tombstone) {
    var bytes = ByteBuffer.allocate(tombstone ? 18 : 17).putLong(main).put((byte) '_').putLong(sub);
    return tombstone ? bytes.put((byte) 't').array() : bytes.array();
  }

  static byte[] message(String key, String value, long created, long modified, long version) {
    var message = new ByteArrayOutputStream();
    bytes(message, 1, key);
    number(message, 2, created);
    number(message, 3, modified);
    number(message, 4, version);
    bytes(message, 5, value);
    return message.toByteArray();
  }

  private static void bytes(ByteArrayOutputStream message, int field, String text) {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length > 0) {
      message.write((field << 3) | 2);
      varint(message, bytes.length);
      message.writeBytes(bytes);
    }
  }

  private static void number(ByteArrayOutputStream message, int field, long number) {
    if (number != 0) {
      message.write(field << 3);
      varint(message, number);
    }
  }

  private static void varint(ByteArrayOutputStream message, long number) {
    for (; (number & ~0x7F) != 0; number >>>= 7) {
      message.write(((int) number & 0x7F) | 0x80);
    }
    message.write((int) number);
  }
}

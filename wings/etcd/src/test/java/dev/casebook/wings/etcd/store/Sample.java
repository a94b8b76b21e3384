package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// A file that etcd 3.4 wrote: 251 revisions, compacted to 150. Keys are rewritten, deleted, and
/// created again; one value takes three pages, one key has a lease, one transaction makes three
/// changes.
final class Sample {

  /// The member's own file.
  static final byte[] MEMBER = read("member.db.gz");

  /// What `etcdctl snapshot save` made of it.
  static final byte[] SNAPSHOT = read("snapshot.db.gz");

  static final int PAGE_SIZE = 4096;

  private Sample() {}

  static Store store() {
    return store(MEMBER.clone());
  }

  static Store store(byte[] file) {
    var damages = new DamageLog();
    return Store.open(MemorySegment.ofArray(file), damages)
        .orElseThrow(() -> new AssertionError(damages.kept()));
  }

  /// The live keys at a revision, as `key=value length` pairs.
  static List<String> live(KeySpace keys) {
    var live = new ArrayList<String>();
    while (keys.next()) {
      if (keys.isLive()) {
        live.add(keys.record().keyText() + "=" + keys.record().keyValue().valueLength());
      }
    }
    return live;
  }

  private static byte[] read(String name) {
    try (var stream = Sample.class.getResourceAsStream(name)) {
      return new GZIPInputStream(stream).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

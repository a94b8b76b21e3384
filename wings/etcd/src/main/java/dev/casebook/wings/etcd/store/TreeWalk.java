package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.Cursor;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.KeyRange;
import java.util.ArrayList;
import java.util.List;

/// A walk over the history of one transaction that finds where its tree is broken: pages that
/// cannot be read, records that are none, and revisions that are missing between others.
final class TreeWalk {

  /// Beyond it, neighbors are drawn together.
  private static final int RANGES_MAX = 256;

  private final Store store;
  private final DamageLog damages;
  private final Cursor cursor;
  private final StoredRecord record;
  private final List<KeyRange> lost = new ArrayList<>();
  private final List<RevisionGap> gaps = new ArrayList<>();
  private long lastKey = KeyRange.NONE;
  private long lowestBad = KeyRange.NONE;
  private long expected;

  TreeWalk(Store store, DamageLog damages) {
    this.store = store;
    this.damages = damages;
    this.cursor = store.keyCursor(damages);
    this.record = new StoredRecord(cursor.element());
    // A new store begins at 1, and its first change is 2.
    this.expected = Math.max(store.compactRevision(), 1) + 1;
    while (cursor.next()) {
      if (record.look()) {
        see();
      } else {
        refuse();
      }
    }
    endBad(KeyRange.NONE);
    lost.addAll(cursor.lostRanges());
  }

  Store store() {
    return store;
  }

  List<KeyRange> lost() {
    return lost;
  }

  List<RevisionGap> gaps() {
    return gaps;
  }

  boolean isReadable() {
    return lost.isEmpty() || lastKey != KeyRange.NONE;
  }

  /// The revisions that later transactions added.
  KeyRange behind() {
    return from(lastKey, KeyRange.NONE);
  }

  private void see() {
    var key = cursor.element().key();
    endBad(key);
    countTo(record.main(), key);
    lastKey = key;
  }

  private void countTo(long main, long key) {
    if (main > expected) {
      addGap(new RevisionGap(from(lastKey, key), expected, main - 1));
    }
    expected = Math.max(expected, main + 1);
  }

  /// What is no record is one revision lost; what has no revision for a key belongs to another
  /// bucket, and takes the place of a whole page.
  private void refuse() {
    Store.reportImproper(cursor, damages);
    var element = cursor.element();
    if (!Revision.isAt(element.window(), element.key(), element.keyLength())) {
      lose(cursor.range());
      return;
    }
    countTo(Revision.main(element.window(), element.key()), element.key());
    lowestBad = lowestBad == KeyRange.NONE ? element.key() : lowestBad;
  }

  private void endBad(long next) {
    if (lowestBad != KeyRange.NONE) {
      lose(from(lowestBad, next));
      lowestBad = KeyRange.NONE;
    }
  }

  private void lose(KeyRange range) {
    if (!lost.isEmpty() && lost.getLast().equals(range)) {
      return;
    }
    if (lost.size() == RANGES_MAX) {
      lost.add(through(lost.removeLast(), range));
    } else {
      lost.add(range);
    }
  }

  private void addGap(RevisionGap gap) {
    if (gaps.size() == RANGES_MAX) {
      var before = gaps.removeLast();
      gaps.add(new RevisionGap(through(before.range(), gap.range()), before.first(), gap.last()));
    } else {
      gaps.add(gap);
    }
  }

  private static KeyRange through(KeyRange low, KeyRange high) {
    return new KeyRange(low.file(), low.low(), low.lowLength(), high.high(), high.highLength());
  }

  /// Between the revisions that two keys in the file begin with.
  private KeyRange from(long low, long high) {
    return new KeyRange(store.file(), low, length(low), high, length(high));
  }

  private static int length(long key) {
    return key == KeyRange.NONE ? 0 : Revision.BYTES;
  }
}

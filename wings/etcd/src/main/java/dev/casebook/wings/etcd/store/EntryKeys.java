package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.FileWindow;
import dev.casebook.wings.etcd.bbolt.LeafElement;
import java.lang.foreign.MemorySegment;

/// Which bytes of an element are its key in a [KeyTable]. One object looks at many elements in
/// turn.
abstract class EntryKeys {

  final LeafElement element;

  EntryKeys(MemorySegment file) {
    element = new LeafElement(file);
  }

  /// The keys of users, which lie inside the message that the element's value is.
  static EntryKeys ofUsers(MemorySegment file) {
    return new EntryKeys(file) {
      private final KeyValue keyValue = new KeyValue(window());

      @Override
      boolean lookInside() {
        return keyValue.read(element.value(), element.valueLength());
      }

      @Override
      long key() {
        return keyValue.key();
      }

      @Override
      int keyLength() {
        return keyValue.keyLength();
      }
    };
  }

  /// The revisions, which are the elements' own keys.
  static EntryKeys ofRevisions(MemorySegment file) {
    return new EntryKeys(file) {
      @Override
      boolean lookInside() {
        return element.keyLength() >= Revision.BYTES;
      }

      @Override
      long key() {
        return element.key();
      }

      @Override
      int keyLength() {
        // Without the mark of a tombstone: a revision is one or the other.
        return Revision.BYTES;
      }
    };
  }

  /// Looks at the element at `offset`. False if a file in use has changed there: then the walk as a
  /// whole is going to be found untrue, and any answer will do until then.
  final boolean lookAt(long offset) {
    return element.lookAgainAt(offset) && lookInside();
  }

  /// What the elements are looked at through; not the window of the walk that the keys come from.
  final FileWindow window() {
    return element.window();
  }

  abstract boolean lookInside();

  abstract long key();

  abstract int keyLength();
}

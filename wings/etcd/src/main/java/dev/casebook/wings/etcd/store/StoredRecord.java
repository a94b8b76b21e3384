package dev.casebook.wings.etcd.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.casebook.wings.etcd.bbolt.LeafElement;
import java.lang.foreign.MemorySegment;

/// One element of the history: a revision, and the key that it wrote or deleted.
///
/// A record never changes once written, and says its revision twice, in its place and in its
/// content; so it can be believed wherever it is found. A deletion holds the key alone, and its
/// revision ends in `t`. One object looks at many records in turn.
public final class StoredRecord {

  private static final int TOMBSTONE_BYTES = Revision.BYTES + 1;

  private final LeafElement element;
  private final KeyValue keyValue;
  private long main;
  private long sub;
  private boolean tombstone;

  public StoredRecord(MemorySegment file) {
    this(new LeafElement(file));
  }

  StoredRecord(LeafElement element) {
    this.element = element;
    this.keyValue = new KeyValue(element.window());
  }

  /// Looks at what the element now shows; false if that is not a proper record.
  boolean look() {
    var window = element.window();
    var length = element.keyLength();
    if (element.isBucket()
        || length > TOMBSTONE_BYTES
        || !Revision.isAt(window, element.key(), length)) {
      return false;
    }
    main = Revision.main(window, element.key());
    sub = Revision.sub(window, element.key());
    tombstone = length == TOMBSTONE_BYTES;
    if (tombstone && window.octet(element.key() + Revision.BYTES) != 't') {
      return false;
    }
    return main > 0
        && sub >= 0
        && keyValue.read(element.value(), element.valueLength())
        && keyValue.keyLength() > 0
        && (tombstone || isPut());
  }

  private boolean isPut() {
    return keyValue.modRevision() == main
        && keyValue.createRevision() > 0
        && keyValue.createRevision() <= main
        && keyValue.version() > 0;
  }

  /// Looks again at a record seen before by its [#offset()]; false if it is no longer there.
  public boolean lookAgainAt(long offset) {
    return element.lookAgainAt(offset) && look();
  }

  /// Where in the file the record's leaf element starts.
  public long offset() {
    return element.offset();
  }

  public Revision revision() {
    return new Revision(main, sub);
  }

  public long main() {
    return main;
  }

  public long sub() {
    return sub;
  }

  /// Whether the revision deleted the key.
  public boolean isTombstone() {
    return tombstone;
  }

  public KeyValue keyValue() {
    return keyValue;
  }

  /// The key as text, see [KeyText].
  public String keyText() {
    return KeyText.of(keyValue.keyBytes().toArray(JAVA_BYTE));
  }

  /// What the record takes in its page: element, revision and message.
  public long bytes() {
    return 16L + element.keyLength() + element.valueLength();
  }

  LeafElement element() {
    return element;
  }
}

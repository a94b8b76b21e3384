package dev.casebook.wings.etcd.bbolt;

/// A way in which a file can break the rules of its format.
public enum Fault {
  /// A meta page without the magic, the version or a matching checksum.
  META("meta page not valid"),
  /// The file ends before the high water mark of its meta.
  TRUNCATED("file too short"),
  /// A reference to a page that the file does not have.
  OUT_OF_BOUNDS("page out of bounds"),
  /// A page that says it is another page.
  WRONG_ID("wrong page id"),
  /// A page of another kind than its place in the tree asks for.
  WRONG_KIND("wrong page kind"),
  /// More elements than the page can hold, or fewer than its table has room for.
  COUNT("wrong element count"),
  /// An element whose key or value lies outside its page.
  ELEMENT("element outside its page"),
  /// Keys of a page that do not rise.
  KEY_ORDER("keys out of order"),
  /// Keys outside the range that the parent page gives to its child.
  KEY_RANGE("keys outside the parent's range"),
  /// A page reached twice: shared by two parents, or its own ancestor.
  REPEATED("page referenced twice"),
  /// A tree deeper than any real one.
  DEPTH("tree too deep"),
  /// A bucket header that is too short, or an unreadable inline bucket.
  BUCKET("bucket not readable"),
  /// A freelist that is not one, or that lists pages it must not.
  FREELIST("freelist not valid"),
  /// A page that is neither reached nor free.
  LEAKED("page neither reached nor free"),
  /// Proper records newer than the compaction, on a page that no bucket leads to.
  UNREACHED("records that nothing leads to"),
  /// A well-placed element whose content is not what its owner writes.
  RECORD("record not valid"),
  /// A checksum over the whole file that does not match.
  DIGEST("digest does not match");

  private final String title;

  Fault(String title) {
    this.title = title;
  }

  /// The fault in a few words.
  public String title() {
    return title;
  }
}

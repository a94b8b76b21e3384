package dev.casebook.wings.etcd.bbolt;

import java.util.Optional;

/// A sorted set of keys with their values: a tree of pages, or one small page inside its parent's
/// value.
///
/// @param name the name under which the parent holds it
/// @param root the page its tree starts at; 0 for an inline bucket
/// @param sequence the bucket's counter
/// @param inlineOffset where in the file the inline page starts
/// @param inlineBytes how long the inline page is
public record Bucket(
    Database database, String name, long root, long sequence, long inlineOffset, long inlineBytes) {

  /// Root page u64 and sequence u64, ahead of the inline page.
  static final int HEADER_BYTES = 16;

  /// The bucket whose header starts the element's value; empty if the value is too short for one.
  static Optional<Bucket> in(LeafElement element, Database database) {
    var inlineBytes = element.valueLength() - HEADER_BYTES;
    if (inlineBytes < 0) {
      return Optional.empty();
    }
    var window = element.window();
    var at = element.value();
    return Optional.of(
        new Bucket(
            database,
            element.keyText(),
            window.u64(at),
            window.u64(at + 8),
            at + HEADER_BYTES,
            inlineBytes));
  }

  public boolean isInline() {
    return root == 0;
  }

  /// Before the first key; pages are counted for this walk alone.
  public Cursor cursor(DamageLog damages) {
    return cursor(new PageVisits(), KeyNames.HEX, damages);
  }

  /// Before the first key.
  ///
  /// @param visits shared by walks that must not meet in a page
  /// @param names how a key is named when the way to it is lost
  public Cursor cursor(PageVisits visits, KeyNames names, DamageLog damages) {
    return new Cursor(this, visits, names, damages);
  }
}

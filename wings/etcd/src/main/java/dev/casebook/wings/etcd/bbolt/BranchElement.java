package dev.casebook.wings.etcd.bbolt;

/// A child of a branch page and the lowest key in it, as offsets into the file.
///
/// An element is 16 bytes: the key's position from here u32, its length u32, the child's page u64.
final class BranchElement {

  long key;
  int keyLength;
  long child;

  /// Looks at one element; false, leaving this as it was, if its key is not in the page.
  boolean lookAt(FileWindow file, Page page, int index) {
    var element = page.element(index);
    var head = file.u64(element);
    var keyAt = element + (head & FileWindow.U32);
    var keyBytes = head >>> 32;
    if (keyAt < page.contentStart()
        || keyAt + keyBytes > page.end()
        || keyBytes > Integer.MAX_VALUE) {
      return false;
    }
    key = keyAt;
    keyLength = (int) keyBytes;
    child = file.u64(element + 8);
    return true;
  }
}

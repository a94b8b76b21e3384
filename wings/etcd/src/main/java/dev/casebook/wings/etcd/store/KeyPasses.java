package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.FileWindow;
import dev.casebook.wings.etcd.bbolt.KeyOrder;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sorts the keys of a file that may be too many for one [KeyTable]: in passes, each over one range
/// of keys.
///
/// A pass begins with all keys that are left. When the table is full, the upper half of its keys is
/// dropped, and what is above is left for the next pass. Every pass but the last so takes at least
/// half a table.
final class KeyPasses {

  private final KeyTable table;
  private final EntryKeys keys;
  private @Nullable FileWindow low;
  private @Nullable FileWindow high;
  private boolean started;

  KeyPasses(KeyTable table, EntryKeys keys) {
    this.table = table;
    this.keys = keys;
  }

  /// Begins the next pass; false if the last was the last.
  boolean begin() {
    if (started && high == null) {
      return false;
    }
    started = true;
    low = high;
    high = null;
    table.clear();
    return true;
  }

  /// Whether the first pass is under way, or none yet.
  boolean isFirst() {
    return low == null;
  }

  /// The slot of the key that the window shows, taken for this element if the key is new; -1 if the
  /// key is not in this pass.
  int slot(FileWindow window, long key, int length, long element) {
    if (!takes(window, key, length)) {
      return -1;
    }
    var found = table.find(window, key, length);
    if (found >= 0) {
      return found;
    }
    if (table.isFull()) {
      dropUpperHalf();
      if (!takes(window, key, length)) {
        return -1;
      }
      found = table.find(window, key, length);
    }
    return table.add(found, window, key, length, element);
  }

  private boolean takes(FileWindow window, long key, int length) {
    return (low == null || compare(window, key, length, low) >= 0)
        && (high == null || compare(window, key, length, high) < 0);
  }

  private static int compare(FileWindow window, long key, int length, FileWindow bound) {
    return KeyOrder.compare(window, key, length, bound, 0, (int) bound.size());
  }

  private void dropUpperHalf() {
    var sorted = table.sorted();
    var half = sorted.length / 2;
    // On a file in use the key can be gone. Then the walk is void, and need only end.
    if (keys.lookAt(table.offset(sorted[half]))) {
      var bytes = keys.window().file().asSlice(keys.key(), keys.keyLength());
      high = FileWindow.over(bytes.toArray(ValueLayout.JAVA_BYTE));
    }
    table.retain(Arrays.copyOf(sorted, half));
  }
}

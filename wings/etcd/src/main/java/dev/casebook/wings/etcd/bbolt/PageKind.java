package dev.casebook.wings.etcd.bbolt;

import java.util.Optional;

/// What a page is for, as its header's flags say.
public enum PageKind {
  BRANCH(0x01),
  LEAF(0x02),
  META(0x04),
  FREELIST(0x10);

  private final int flag;

  PageKind(int flag) {
    this.flag = flag;
  }

  /// The kind with exactly these flags; a page has one.
  static Optional<PageKind> of(int flags) {
    return switch (flags) {
      case 0x01 -> Optional.of(BRANCH);
      case 0x02 -> Optional.of(LEAF);
      case 0x04 -> Optional.of(META);
      case 0x10 -> Optional.of(FREELIST);
      default -> Optional.empty();
    };
  }

  int flag() {
    return flag;
  }
}

package dev.casebook.wings.etcd.bbolt;

import java.util.Locale;

/// What a page of a file is there for.
public enum PageUse {
  META,
  FREELIST,
  BRANCH,
  LEAF,
  /// Its content is no longer needed: it is in the stored freelist, or, where none is stored, in no
  /// bucket.
  FREE,
  /// In no bucket and not in the stored freelist; or damage hides who uses it.
  NOT_REACHED,
  /// Behind the high water mark.
  NEVER_USED;

  /// In words: `never used`.
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static PageUse of(PageKind kind) {
    return switch (kind) {
      case META -> META;
      case FREELIST -> FREELIST;
      case BRANCH -> BRANCH;
      case LEAF -> LEAF;
    };
  }
}

package dev.casebook.wings.etcd.bbolt;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/// One of the file's two meta pages: the root of everything that one transaction left behind.
///
/// The meta starts behind the page header: magic u32, version u32, page size u32, flags u32, root
/// page u64, root sequence u64, freelist page u64, high water mark u64, transaction u64, and the
/// FNV-1a hash u64 of all before it. Numbers are little-endian.
///
/// @param page 0 or 1
/// @param pageSize bytes: a power of two from 1 KiB to 64 KiB
/// @param root the page of the bucket that holds all buckets
/// @param freelist the page of the freelist, or [#NO_FREELIST]
/// @param highWater the number of pages in use or once used: every page number is below it
/// @param transaction the number of the transaction that wrote it
public record Meta(
    int page,
    int pageSize,
    long root,
    long rootSequence,
    long freelist,
    long highWater,
    long transaction) {

  /// Says that the freelist is not stored; whoever opens the file for writing finds free pages by a
  /// walk.
  public static final long NO_FREELIST = -1;

  static final int PAGE_SIZE_MIN = 1 << 10;
  static final int PAGE_SIZE_MAX = 1 << 16;

  /// 8 TiB of 4 KiB pages: page numbers fit an int, and sets of pages a bit set.
  static final long PAGES_MAX = Integer.MAX_VALUE;

  private static final int MAGIC = 0xED0CDAED;
  private static final int VERSION = 2;
  private static final int HASHED_BYTES = 56;
  private static final int BYTES = HASHED_BYTES + Long.BYTES;

  /// Whether the freelist is stored in the file.
  public boolean hasFreelist() {
    return freelist != NO_FREELIST;
  }

  /// The meta in the page that starts at `pageOffset`; empty, with the reason logged, if there is
  /// none.
  static Optional<Meta> read(MemorySegment file, int page, long pageOffset, DamageLog damages) {
    var at = pageOffset + Page.HEADER_BYTES;
    if (at + BYTES > file.byteSize()) {
      return refuse(damages, page, "the file ends before it");
    }
    // Less than a block, so it is copied once: on a live file the bytes that are hashed must be the
    // bytes that are used.
    var bytes = new FileWindow(file.asSlice(at, BYTES));
    if (bytes.u32(0) != (MAGIC & FileWindow.U32)) {
      return refuse(damages, page, "no magic number");
    }
    if (bytes.u32(4) != VERSION) {
      return refuse(damages, page, "version " + bytes.u32(4) + ", not " + VERSION);
    }
    if (fnv1a(bytes) != bytes.u64(HASHED_BYTES)) {
      return refuse(damages, page, "its checksum does not match");
    }
    return plausible(of(page, bytes), damages);
  }

  private static Meta of(int page, FileWindow bytes) {
    return new Meta(
        page,
        (int) bytes.u32(8),
        bytes.u64(16),
        bytes.u64(24),
        bytes.u64(32),
        bytes.u64(40),
        bytes.u64(48));
  }

  private static Optional<Meta> plausible(Meta meta, DamageLog damages) {
    var size = meta.pageSize;
    if (size < PAGE_SIZE_MIN || size > PAGE_SIZE_MAX || Integer.bitCount(size) != 1) {
      return refuse(damages, meta.page, "page size " + size);
    }
    if (meta.highWater < 2 || meta.highWater > PAGES_MAX) {
      return refuse(damages, meta.page, "high water mark " + meta.highWater);
    }
    return Optional.of(meta);
  }

  private static Optional<Meta> refuse(DamageLog damages, int page, String why) {
    damages.report(Fault.META, page, () -> why, () -> "what only this transaction held");
    return Optional.empty();
  }

  private static long fnv1a(FileWindow bytes) {
    var hash = 0xCBF29CE484222325L;
    for (var i = 0; i < HASHED_BYTES; i++) {
      hash = (hash ^ (bytes.octet(i) & 0xFF)) * 0x100000001B3L;
    }
    return hash;
  }
}

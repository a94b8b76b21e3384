package dev.casebook.evidence;

/// The memory that one process may use, divided among those who use much of it.
///
/// It is made once, where a process starts, and handed down: archives take their part through
/// [dev.casebook.evidence.archive.Limits#within], hits and DuckDB take `hitBytes` and
/// `databaseBytes` where they are made. Nobody else asks the runtime how much memory there is. Each
/// part bounds one thing at a time: two decoders at work at once have two windows.
///
/// The usual process has a heap of 320 MiB and is to stay below 512 MiB. DuckDB and a decoder's
/// window of the largest size are not in use together: an archive is read before the first query.
///
/// @param heapBytes all objects together: what `-Xmx` says
/// @param windowBytes the window of one decoder; nearly all of it lies outside the heap, so that a
///   child process with a smaller heap reads what its parent reads
/// @param aheadBytes compressed blocks decoded ahead of their reader, in the heap
/// @param listingBytes the list of an archive's members, in the heap
/// @param hitBytes hits of signals that are kept, in the heap
/// @param databaseBytes DuckDB, outside the heap
public record Budget(
    long heapBytes,
    long windowBytes,
    long aheadBytes,
    long listingBytes,
    long hitBytes,
    long databaseBytes) {

  /// 128 MiB: what `zstd -d` takes without being asked, and twice what `xz -9` needs.
  private static final long WINDOW_BYTES = 128L << 20;

  /// 160 MiB: notes join small tables; the bound keeps a runaway query from taking the machine.
  private static final long DATABASE_BYTES = 160L << 20;

  /// The budget of the usual process: 320 MiB of heap, 512 MiB in all.
  public static final Budget USUAL = ofHeap(320L << 20);

  /// The budget of a process with a heap of this size. With `-Xmx192m` (of which the runtime counts
  /// 185 MiB) it still has the largest window.
  public static Budget ofHeap(long heapBytes) {
    return new Budget(
        heapBytes,
        Math.min(WINDOW_BYTES, heapBytes / 4 * 3),
        heapBytes / 4,
        heapBytes / 4,
        heapBytes / 8,
        Math.min(DATABASE_BYTES, heapBytes));
  }

  /// The budget of this process, by the size of its heap.
  public static Budget ofProcess() {
    return ofHeap(Runtime.getRuntime().maxMemory());
  }

  public Budget withWindowBytes(long windowBytes) {
    return new Budget(heapBytes, windowBytes, aheadBytes, listingBytes, hitBytes, databaseBytes);
  }
}

package dev.casebook.evidence;

/// The memory that one process may use, divided among those who use much of it.
///
/// Archives, the hits of signals and the database of a snapshot each take their part of
/// [#OF_PROCESS]; nobody else asks the runtime how much memory there is. Each part bounds one thing
/// at a time: two decoders at work at once have two windows. A person's SQL has a bound of its own,
/// since it may spill to disk.
///
/// The usual process has a heap of 320 MiB and is to stay below 512 MiB. DuckDB and a decoder's
/// window of the largest size are not in use together: an archive is read before the first query.
///
/// @param windowBytes the window of one decoder; nearly all of it lies outside the heap, so that a
///   child process with a smaller heap reads what its parent reads
/// @param aheadBytes compressed blocks decoded ahead of their reader, in the heap
/// @param listingBytes the list of an archive's members, in the heap
/// @param hitBytes hits of signals that are kept, in the heap
/// @param databaseBytes DuckDB, outside the heap
public record Budget(
    long windowBytes, long aheadBytes, long listingBytes, long hitBytes, long databaseBytes) {

  /// 128 MiB: what `zstd -d` takes without being asked, and twice what `xz -9` needs.
  private static final long WINDOW_BYTES = 128L << 20;

  /// 160 MiB: notes join small tables; the bound keeps a runaway query from taking the machine.
  private static final long DATABASE_BYTES = 160L << 20;

  /// 16 MiB: some 100,000 hits of all signals in one snapshot.
  private static final long HIT_BYTES = 16L << 20;

  /// The budget of this process, by the size of its heap.
  public static final Budget OF_PROCESS = ofHeap(Runtime.getRuntime().maxMemory());

  /// The budget of a process with a heap of this size. With `-Xmx192m` (of which the runtime counts
  /// 185 MiB) it still has the largest window.
  private static Budget ofHeap(long heapBytes) {
    return new Budget(
        Math.min(WINDOW_BYTES, heapBytes / 4 * 3),
        heapBytes / 4,
        heapBytes / 4,
        Math.min(HIT_BYTES, heapBytes / 8),
        Math.min(DATABASE_BYTES, heapBytes));
  }

  public Budget withWindowBytes(long windowBytes) {
    return new Budget(windowBytes, aheadBytes, listingBytes, hitBytes, databaseBytes);
  }
}

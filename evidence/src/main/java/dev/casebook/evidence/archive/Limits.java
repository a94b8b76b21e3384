package dev.casebook.evidence.archive;

import dev.casebook.evidence.Budget;
import java.util.function.LongSupplier;

/// How much of a stranger's archive is believed, read and remembered.
///
/// @param members members read at all
/// @param memberBytes bytes read of one member
/// @param totalBytes bytes that a source decompresses to, or that all members of a zip hold
///   together
/// @param nameBytes length of a member's name or link target
/// @param pathDepth components of a member's path
/// @param extensionBytes size of one tar extension header (long names, pax records)
/// @param ratio how many times its input a decoder's output may be, past `ratioFloorBytes`
/// @param ratioFloorBytes output below which any ratio is accepted
/// @param problems problems remembered one by one; later ones are only counted
/// @param budget the memory that may be used
public record Limits(
    int members,
    long memberBytes,
    long totalBytes,
    int nameBytes,
    int pathDepth,
    int extensionBytes,
    int ratio,
    long ratioFloorBytes,
    int problems,
    Budget budget) {

  /// Fifty million, some minutes of work: what is wanted may come behind any number of others,
  /// which take no memory once their list is full. (A sosreport of a big Kubernetes node has about
  /// 80,000 members.)
  public static final int MEMBERS = 50_000_000;

  /// 16 GiB: a journal or core dump in a bundle stays below; a sparse /var/log/lastlog that claims
  /// 292 GB does not.
  public static final long MEMBER_BYTES = 16L << 30;

  /// 64 GiB: several times the largest bundle, a minute or two of decompression.
  public static final long TOTAL_BYTES = 64L << 30;

  /// PATH_MAX of Linux: no longer name came from a real file.
  public static final int NAME_BYTES = 4096;

  /// As deep as NAME_BYTES could make it is 2,048; real trees stay below 40.
  public static final int PATH_DEPTH = 255;

  /// 1 MiB: room for a name, a link and thousands of extended attributes.
  public static final int EXTENSION_BYTES = 1 << 20;

  /// 250: logs compress 5 to 30 times, the most repetitive ones 100 times; deflate can do 1,032, xz
  /// and zstd 7,000 and more.
  public static final int RATIO = 250;

  /// 1 GiB: a log of zeros or an empty disk image is legitimate, and this much is read in a second
  /// or two.
  public static final long RATIO_FLOOR_BYTES = 1L << 30;

  /// A thousand: more than anyone reads.
  public static final int PROBLEMS = 1000;

  /// The limits for a machine that diagnoses bundles, with this process's [Budget].
  public static final Limits DEFAULT =
      new Limits(
          MEMBERS,
          MEMBER_BYTES,
          TOTAL_BYTES,
          NAME_BYTES,
          PATH_DEPTH,
          EXTENSION_BYTES,
          RATIO,
          RATIO_FLOOR_BYTES,
          PROBLEMS,
          Budget.OF_PROCESS);

  public Limits withMembers(int members) {
    return copy(members, memberBytes, totalBytes, ratio, ratioFloorBytes, budget);
  }

  public Limits withMemberBytes(long memberBytes) {
    return copy(members, memberBytes, totalBytes, ratio, ratioFloorBytes, budget);
  }

  public Limits withTotalBytes(long totalBytes) {
    return copy(members, memberBytes, totalBytes, ratio, ratioFloorBytes, budget);
  }

  public Limits withRatio(int ratio, long ratioFloorBytes) {
    return copy(members, memberBytes, totalBytes, ratio, ratioFloorBytes, budget);
  }

  public Limits within(Budget budget) {
    return copy(members, memberBytes, totalBytes, ratio, ratioFloorBytes, budget);
  }

  private Limits copy(
      int members,
      long memberBytes,
      long totalBytes,
      int ratio,
      long ratioFloorBytes,
      Budget budget) {
    return new Limits(
        members,
        memberBytes,
        totalBytes,
        nameBytes,
        pathDepth,
        extensionBytes,
        ratio,
        ratioFloorBytes,
        problems,
        budget);
  }

  BoundedStream.Expansion expansion(LongSupplier inputBytes) {
    return new BoundedStream.Expansion(inputBytes, ratio, ratioFloorBytes);
  }

  /// What the window of one decoder may take, outside the heap for the most part.
  long windowMax() {
    return budget.windowBytes();
  }

  /// What the list of members may take.
  long listingMax() {
    return budget.listingBytes();
  }

  /// What blocks decoded ahead may take together.
  long aheadMax() {
    return budget.aheadBytes();
  }
}

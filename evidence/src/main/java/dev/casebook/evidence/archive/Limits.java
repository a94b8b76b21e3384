package dev.casebook.evidence.archive;

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
/// @param windowBytes memory that an .xz or zstd window may take
/// @param ratio how many times its input a decoder's output may be, past `ratioFloorBytes`
/// @param ratioFloorBytes output below which any ratio is accepted
/// @param listingBytes memory for the list of members that [Contents] keeps
/// @param problems problems remembered one by one; later ones are only counted
public record Limits(
    int members,
    long memberBytes,
    long totalBytes,
    int nameBytes,
    int pathDepth,
    int extensionBytes,
    long windowBytes,
    int ratio,
    long ratioFloorBytes,
    long listingBytes,
    int problems) {

  /// Two million: ten times the largest support bundle met (a sosreport of a big Kubernetes node
  /// has about 80,000 members), and their 64-bit fingerprints still fit 32 MiB.
  public static final int MEMBERS = 2_000_000;

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

  /// 128 MiB: what `zstd -d` allows by default and `xz -9` needs twice over (64 MiB).
  public static final long WINDOW_BYTES = 128L << 20;

  /// 250: logs compress 5 to 30 times, the most repetitive ones 100 times; deflate can do 1,032, xz
  /// and zstd 7,000 and more.
  public static final int RATIO = 250;

  /// 1 GiB: a log of zeros or an empty disk image is legitimate, and this much is read in a second
  /// or two.
  public static final long RATIO_FLOOR_BYTES = 1L << 30;

  /// 256 MiB, about a million members: half of what Casebook may use.
  public static final long LISTING_BYTES = 256L << 20;

  /// A thousand: more than anyone reads.
  public static final int PROBLEMS = 1000;

  /// The limits for a machine that diagnoses bundles.
  public static final Limits DEFAULT =
      new Limits(
          MEMBERS,
          MEMBER_BYTES,
          TOTAL_BYTES,
          NAME_BYTES,
          PATH_DEPTH,
          EXTENSION_BYTES,
          WINDOW_BYTES,
          RATIO,
          RATIO_FLOOR_BYTES,
          LISTING_BYTES,
          PROBLEMS);

  public Limits withMembers(int members) {
    return copy(members, memberBytes, totalBytes, windowBytes, ratio, ratioFloorBytes);
  }

  public Limits withMemberBytes(long memberBytes) {
    return copy(members, memberBytes, totalBytes, windowBytes, ratio, ratioFloorBytes);
  }

  public Limits withTotalBytes(long totalBytes) {
    return copy(members, memberBytes, totalBytes, windowBytes, ratio, ratioFloorBytes);
  }

  public Limits withWindowBytes(long windowBytes) {
    return copy(members, memberBytes, totalBytes, windowBytes, ratio, ratioFloorBytes);
  }

  public Limits withRatio(int ratio, long ratioFloorBytes) {
    return copy(members, memberBytes, totalBytes, windowBytes, ratio, ratioFloorBytes);
  }

  private Limits copy(
      int members,
      long memberBytes,
      long totalBytes,
      long windowBytes,
      int ratio,
      long ratioFloorBytes) {
    return new Limits(
        members,
        memberBytes,
        totalBytes,
        nameBytes,
        pathDepth,
        extensionBytes,
        windowBytes,
        ratio,
        ratioFloorBytes,
        listingBytes,
        problems);
  }

  BoundedStream.Expansion expansion(LongSupplier inputBytes) {
    return new BoundedStream.Expansion(inputBytes, ratio, ratioFloorBytes);
  }

  /// What a window may take on this machine: a quarter of the heap at most, because a window is
  /// moved to a larger array as it fills.
  long windowMax() {
    return Math.min(windowBytes, Runtime.getRuntime().maxMemory() / 4);
  }

  /// What the list of members may take on this machine.
  long listingMax() {
    return Math.min(listingBytes, Runtime.getRuntime().maxMemory() / 4);
  }

  /// What blocks decoded ahead may take together.
  long aheadMax() {
    return windowMax();
  }
}

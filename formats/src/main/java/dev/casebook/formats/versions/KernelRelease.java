package dev.casebook.formats.versions;

import java.util.Set;

/// The order of kernel releases as `uname -r` prints them: `4.19.90-52.39.v2207.ky10.x86_64`.
///
/// First the dotted numbers of upstream, a missing one being 0 (5.4 is 5.4.0); then what the
/// distribution appended, by rpm's segments. A release candidate (`-rc3`) comes before its release.
/// A trailing `.ARCH` counts for nothing, so that a package's version and the running kernel can be
/// compared. Where one appended part is the beginning of the other, the longer is newer:
/// `4.19.90-52.40` is not newer than `4.19.90-52.40.v2207.ky10.x86_64`.
///
/// Numbers of two distributions, or of two lines of one, say nothing of which patches are in.
public final class KernelRelease {

  private static final Set<String> ARCHITECTURES =
      Set.of(
          "x86_64",
          "aarch64",
          "i386",
          "i586",
          "i686",
          "ppc64",
          "ppc64le",
          "s390x",
          "riscv64",
          "loongarch64",
          "mips64el",
          "sw_64",
          "armv7hl",
          "noarch");

  private KernelRelease() {}

  /// Negative, zero or positive, as the first is older than, as old as, or newer than the second.
  public static int compare(String one, String two) {
    var a = withoutArchitecture(one.strip());
    var b = withoutArchitecture(two.strip());
    int aEnd = upstreamEnd(a);
    int bEnd = upstreamEnd(b);
    int order = compareUpstream(a.substring(0, aEnd), b.substring(0, bEnd));
    return order != 0 ? order : compareAppended(a.substring(aEnd), b.substring(bEnd));
  }

  private static String withoutArchitecture(String release) {
    int dot = release.lastIndexOf('.');
    return dot > 0 && ARCHITECTURES.contains(release.substring(dot + 1))
        ? release.substring(0, dot)
        : release;
  }

  /// The end of `5.4.0` in `5.4.0-150.fc`: digits, and dots before digits.
  private static int upstreamEnd(String release) {
    int end = 0;
    while (end < release.length()
        && (RpmVersion.isDigit(release.charAt(end))
            || (release.charAt(end) == '.'
                && end + 1 < release.length()
                && RpmVersion.isDigit(release.charAt(end + 1))))) {
      end++;
    }
    return end;
  }

  private static int compareUpstream(String one, String two) {
    int i = 0;
    int j = 0;
    while (i < one.length() || j < two.length()) {
      int iEnd = RpmVersion.digits(one, i);
      int jEnd = RpmVersion.digits(two, j);
      int order = RpmVersion.compareNumbers(one, i, iEnd, two, j, jEnd);
      if (order != 0) {
        return order;
      }
      i = Math.min(iEnd + 1, one.length());
      j = Math.min(jEnd + 1, two.length());
    }
    return 0;
  }

  private static int compareAppended(String one, String two) {
    boolean candidate = isCandidate(one);
    if (candidate != isCandidate(two)) {
      return candidate ? -1 : 1;
    }
    return RpmVersion.compareSegments(one, two);
  }

  private static boolean isCandidate(String appended) {
    return appended.startsWith("-rc")
        && appended.length() > 3
        && RpmVersion.isDigit(appended.charAt(3));
  }
}

package dev.casebook.wings.holders.kernel;

import java.io.IOException;

/// A call of the kernel that failed, by its errno.
public final class Refused extends IOException {

  private static final long serialVersionUID = 1;

  // errno-base.h, errno.h
  private static final int EPERM = 1;
  private static final int ENOENT = 2;
  private static final int ESRCH = 3;
  public static final int EACCES = 13;
  private static final int ENOSYS = 38;

  private final int errno;

  public Refused(String call, int errno) {
    super(call + ": " + words(errno));
    this.errno = errno;
  }

  private static String words(int errno) {
    return switch (errno) {
      case EPERM -> "operation not permitted";
      case ENOENT -> "no such file or folder";
      case ESRCH -> "no such process";
      case EACCES -> "permission denied";
      case ENOSYS -> "this kernel has no such call";
      default -> "errno " + errno;
    };
  }

  public boolean isDenied() {
    return errno == EACCES || errno == EPERM;
  }

  /// Whether the process is no more, or is no longer there under this id.
  public boolean isGone() {
    return errno == ENOENT || errno == ESRCH;
  }

  public boolean isUnknownCall() {
    return errno == ENOSYS;
  }
}

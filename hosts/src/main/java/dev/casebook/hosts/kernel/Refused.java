package dev.casebook.hosts.kernel;

import java.io.IOException;

/// A call of the kernel that failed, by its errno.
///
/// Source: errno(3), asm-generic/errno-base.h and errno.h, which all architectures that Java runs
/// on share.
public sealed class Refused extends IOException permits NetworkNamespace.NotEntered {

  private static final long serialVersionUID = 1;

  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int EACCES = 13;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int EINVAL = 22;
  public static final int ENAMETOOLONG = 36;
  public static final int ENOSYS = 38;
  public static final int EMSGSIZE = 90;
  public static final int EPROTONOSUPPORT = 93;
  public static final int EOPNOTSUPP = 95;
  public static final int EAFNOSUPPORT = 97;
  public static final int EADDRINUSE = 98;
  public static final int EADDRNOTAVAIL = 99;
  public static final int ENETDOWN = 100;
  public static final int ENETUNREACH = 101;
  public static final int ENOBUFS = 105;
  public static final int EHOSTUNREACH = 113;

  private final int errno;

  public Refused(String call, int errno) {
    super(call + ": " + words(errno));
    this.errno = errno;
  }

  /// @param said what the kernel says about it in words of its own
  public Refused(String call, int errno, String said) {
    super(call + ": " + words(errno) + (said.isEmpty() ? "" : " (" + said + ")"));
    this.errno = errno;
  }

  /// With a message of its own.
  Refused(int errno, String message) {
    super(message);
    this.errno = errno;
  }

  public final int errno() {
    return errno;
  }

  /// What an errno means, in words that end a message.
  public static String words(int errno) {
    return switch (errno) {
      case EPERM -> "operation not permitted";
      case ENOENT -> "no such file or folder";
      case ESRCH -> "no such process";
      case EINTR -> "interrupted";
      case EAGAIN -> "nothing there yet";
      case EACCES -> "permission denied";
      case EBUSY -> "busy";
      case EEXIST -> "there already";
      case EINVAL -> "invalid argument";
      case ENAMETOOLONG -> "the name is too long";
      case ENOSYS -> "this kernel has no such call";
      case EPROTONOSUPPORT -> "this kernel has no such protocol";
      case EOPNOTSUPP -> "operation not supported";
      case EAFNOSUPPORT -> "this kernel has no such address family";
      case EMSGSIZE -> "the message is too long";
      case EADDRINUSE -> "another has that address or id";
      case EADDRNOTAVAIL -> "that address is none of this host's";
      case ENETDOWN -> "the network is down";
      case ENETUNREACH -> "no route to that network";
      case ENOBUFS -> "no room in the buffer";
      case EHOSTUNREACH -> "no route to that host";
      default -> "errno " + errno;
    };
  }

  public final boolean isDenied() {
    return errno == EACCES || errno == EPERM;
  }

  /// Whether the process or file is no more, or is no longer there under this name.
  public final boolean isGone() {
    return errno == ENOENT || errno == ESRCH;
  }

  public final boolean isUnknownCall() {
    return errno == ENOSYS;
  }
}

package dev.casebook.wings.conntrack.tool;

import dev.casebook.hosts.kernel.Refused;

/// What an errno of ctnetlink means, and what to do about it.
///
/// Source: net/netfilter/nfnetlink.c, nf_conntrack_netlink.c.
public final class ErrnoWords {

  private ErrnoWords() {}

  /// `EOPNOTSUPP: operation not supported; …`
  public static String of(Refused e) {
    var meaning = meaning(e.errno());
    return name(e.errno())
        + ": "
        + Refused.words(e.errno())
        + (meaning.isEmpty() ? "" : "; " + meaning);
  }

  public static String name(int errno) {
    return switch (errno) {
      case Refused.EPERM -> "EPERM";
      case Refused.ENOENT -> "ENOENT";
      case Refused.EBUSY -> "EBUSY";
      case Refused.EEXIST -> "EEXIST";
      case Refused.EINVAL -> "EINVAL";
      case Refused.EPROTONOSUPPORT -> "EPROTONOSUPPORT";
      case Refused.EOPNOTSUPP -> "EOPNOTSUPP";
      case Refused.EAFNOSUPPORT -> "EAFNOSUPPORT";
      case Refused.ENOBUFS -> "ENOBUFS";
      default -> "errno " + errno;
    };
  }

  private static String meaning(int errno) {
    return switch (errno) {
      case Refused.EPERM ->
          "it takes CAP_NET_ADMIN in the user namespace that owns this network namespace: sudo"
              + " here, NET_ADMIN in a container";
      case Refused.EOPNOTSUPP ->
          "the kernel does not track the address family of the message, or was built without what"
              + " it asks for; with the entry's own family it is a fault of this kernel";
      case Refused.EINVAL ->
          "the kernel does not take the message: its netlink for connection tracking is not"
              + " loaded (modprobe nf_conntrack_netlink), or an attribute does not fit";
      case Refused.EPROTONOSUPPORT, Refused.EAFNOSUPPORT ->
          "this kernel has no netlink for netfilter: modprobe nfnetlink, or a kernel with"
              + " CONFIG_NF_CT_NETLINK";
      case Refused.EBUSY -> "a flow table forwards the connection: it is let go when that ends it";
      case Refused.ENOBUFS -> "events came faster than they were taken";
      case Refused.ENOENT -> "there is no such entry any more";
      default -> "";
    };
  }
}

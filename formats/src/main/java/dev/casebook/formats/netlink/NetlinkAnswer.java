package dev.casebook.formats.netlink;

/// How a request ended: `struct nlmsgerr`, or the end of a dump.
///
/// @param errno 0 where it was done
/// @param said what the kernel says about it, empty where it says nothing
/// @param offset of the attribute in the request that it is about, or 0
public record NetlinkAnswer(int errno, String said, int offset) {

  private static final int NLM_F_CAPPED = 0x100;
  private static final int NLM_F_ACK_TLVS = 0x200;

  private static final int NLMSGERR_ATTR_MSG = 1;
  private static final int NLMSGERR_ATTR_OFFS = 2;

  /// Of a message of type [NetlinkMessages#NLMSG_ERROR] or [NetlinkMessages#NLMSG_DONE].
  public static NetlinkAnswer of(NetlinkMessages message) {
    int from = message.from();
    if (message.to() - from < Integer.BYTES) {
      return new NetlinkAnswer(0, "", 0);
    }
    int errno = -NetlinkBytes.hostI32(message.bytes(), from);
    if ((message.flags() & NLM_F_ACK_TLVS) == 0) {
      return new NetlinkAnswer(errno, "", 0);
    }
    int attributes = from + Integer.BYTES + quoted(message, from + Integer.BYTES);
    var said = "";
    int offset = 0;
    if (attributes > from && attributes <= message.to()) {
      var each = new NetlinkAttributes().of(message.bytes(), attributes, message.to());
      while (each.next()) {
        switch (each.type()) {
          case NLMSGERR_ATTR_MSG -> said = each.text();
          case NLMSGERR_ATTR_OFFS -> offset = each.hostI32();
          default -> {}
        }
      }
    }
    return new NetlinkAnswer(errno, said, offset);
  }

  /// Bytes of the request that an error quotes before its attributes: its header, or all of it.
  private static int quoted(NetlinkMessages message, int at) {
    if (message.type() == NetlinkMessages.NLMSG_DONE) {
      return 0;
    }
    if ((message.flags() & NLM_F_CAPPED) != 0 || message.to() - at < Integer.BYTES) {
      return NetlinkMessages.HEADER_BYTES;
    }
    int length = NetlinkBytes.hostI32(message.bytes(), at);
    return length < 0 || length > message.to() - at ? message.to() - at : length + 3 & ~3;
  }
}

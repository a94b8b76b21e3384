package dev.casebook.wings.captures.dissect;

/// What a frame says, as places in its bytes and numbers: one object for all frames, filled anew
/// for each. Addresses are places in [#bytes]; -1 where a frame has no such thing.
///
/// Of packets in packets the fields are those of the innermost that could be read, and `outer` the
/// addresses of the outermost. What lies beyond the captured bytes is not there.
public final class Dissection {

  public byte[] bytes = {};

  /// Of the outermost link.
  public int sourceMacAt;

  public int destinationMacAt;

  /// The outer tag's and the inner one's identifiers.
  public int vlan;

  public int innerVlan;

  /// Of the innermost link, after all tags.
  public int etherType;

  /// Where an ARP message for Ethernet and IPv4 begins.
  public int arpAt;

  /// 4, 6, or 0 where there is no IP.
  public int ipVersion;

  public int sourceAt;
  public int destinationAt;

  /// What IP carries, after extension headers.
  public int protocol;

  public int ttl;

  /// Of IPv4, and of fragments of IPv6.
  public long ipId;

  /// In bytes; only a packet that has 0 here has ports.
  public int fragmentOffset;

  public boolean moreFragments;

  public int outerVersion;
  public int outerSourceAt;
  public int outerDestinationAt;

  /// Of the innermost tunnel; null for none.
  public @org.jspecify.annotations.Nullable Tunnel tunnel;

  /// VXLAN's and GENEVE's network identifier, GRE's key.
  public long tunnelId;

  /// Where what IP carries begins.
  public int transportAt;

  public int sourcePort;
  public int destinationPort;

  /// Whether a TCP header was captured up to its window.
  public boolean hasTcp;

  public int tcpSequence;
  public int tcpAcknowledgment;

  /// FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32, ECE 64, CWR 128.
  public int tcpFlags;

  public int tcpWindow;

  /// What TCP or UDP carries, on the wire; -1 if unknown.
  public int payloadLength;

  public int payloadAt;

  /// Where the captured bytes of the payload end.
  public int payloadEnd;

  public int icmpType;
  public int icmpCode;
  public int icmpId;
  public int icmpSequence;

  /// The address that neighbour discovery is about, 16 bytes.
  public int targetAt;

  /// The link-layer address in an option of neighbour discovery.
  public int targetMacAt;

  /// The packet that an ICMP error quotes.
  public int quotedVersion;

  public int quotedSourceAt;
  public int quotedDestinationAt;
  public int quotedProtocol;
  public int quotedSourcePort;
  public int quotedDestinationPort;

  /// Of a quoted echo.
  public int quotedIcmpType;

  public int quotedIcmpId;
  public int quotedIcmpSequence;

  final Cursor cursor = new Cursor();

  /// Takes a frame apart.
  ///
  /// @param linkType as captures number them
  public void of(byte[] frame, int from, int captured, int linkType) {
    clear();
    bytes = frame;
    cursor.set(frame, from, from + captured);
    Link.read(linkType, this);
  }

  private void clear() {
    sourceMacAt = -1;
    destinationMacAt = -1;
    vlan = -1;
    innerVlan = -1;
    outerVersion = 0;
    outerSourceAt = -1;
    outerDestinationAt = -1;
    tunnel = null;
    tunnelId = -1;
    clearInner();
  }

  private void clearInner() {
    etherType = -1;
    arpAt = -1;
    ipVersion = 0;
    sourceAt = -1;
    destinationAt = -1;
    protocol = -1;
    ttl = -1;
    ipId = -1;
    fragmentOffset = 0;
    moreFragments = false;
    transportAt = -1;
    sourcePort = -1;
    destinationPort = -1;
    hasTcp = false;
    tcpSequence = 0;
    tcpAcknowledgment = 0;
    tcpFlags = 0;
    tcpWindow = 0;
    payloadLength = -1;
    payloadAt = -1;
    payloadEnd = -1;
    icmpType = -1;
    icmpCode = -1;
    icmpId = -1;
    icmpSequence = -1;
    targetAt = -1;
    targetMacAt = -1;
    quotedVersion = 0;
    quotedSourceAt = -1;
    quotedDestinationAt = -1;
    quotedProtocol = -1;
    quotedSourcePort = -1;
    quotedDestinationPort = -1;
    quotedIcmpType = -1;
    quotedIcmpId = -1;
    quotedIcmpSequence = -1;
  }

  /// Goes on to the packet within: what was read so far is the outer one.
  void enter(Tunnel kind, long id) {
    if (outerVersion == 0) {
      outerVersion = ipVersion;
      outerSourceAt = sourceAt;
      outerDestinationAt = destinationAt;
    }
    tunnel = kind;
    tunnelId = id;
    clearInner();
  }

  /// Whether it is an IP packet of which the addresses were captured.
  public boolean isIp() {
    return ipVersion != 0;
  }

  public boolean isFragment() {
    return moreFragments || fragmentOffset > 0;
  }

  public boolean isEchoRequest() {
    return icmpId >= 0 && icmpType == (ipVersion == 4 ? 8 : 128);
  }

  public boolean isEchoReply() {
    return icmpId >= 0 && icmpType == (ipVersion == 4 ? 0 : 129);
  }

  /// 16 bits at a place in the frame.
  public int u16(int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  public int i32(int at) {
    return u16(at) << 16 | u16(at + 2);
  }
}

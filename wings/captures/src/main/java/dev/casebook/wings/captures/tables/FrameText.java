package dev.casebook.wings.captures.tables;

import dev.casebook.wings.captures.dissect.Addresses;
import dev.casebook.wings.captures.dissect.DhcpMessage;
import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.dissect.DnsMessage;
import dev.casebook.wings.captures.dissect.EtherType;
import dev.casebook.wings.captures.dissect.IcmpText;
import dev.casebook.wings.captures.dissect.Protocol;
import dev.casebook.wings.captures.dissect.TcpFlags;
import dev.casebook.wings.captures.format.FrameReader;
import dev.casebook.wings.captures.format.LinkType;

/// What a frame says, in one line.
///
/// ```
/// 2026-11-22T10:41:07.000123Z 10.0.0.5.43122 > 10.0.0.9.80: tcp SYN, seq 7, length 0
/// ```
final class FrameText {

  private FrameText() {}

  /// With its time.
  static String of(FrameReader frame) {
    var says = new Dissection();
    says.of(frame.data(), frame.dataAt(), frame.captured(), frame.linkType());
    var text = of(frame, says);
    return frame.time() == FrameReader.NO_TIME
        ? text
        : FrameTime.instant(frame.time()) + " " + text;
  }

  static String of(FrameReader frame, Dissection says) {
    var text = new StringBuilder();
    if (says.arpAt >= 0) {
      arp(says, text);
    } else if (says.isIp()) {
      ip(says, text);
    } else {
      text.append(
          says.etherType >= 0 ? EtherType.name(says.etherType) : LinkType.name(frame.linkType()));
      text.append(", ").append(frame.length()).append(" bytes");
    }
    if (says.tunnel != null) {
      outer(says, text);
    }
    return text.toString();
  }

  private static void outer(Dissection says, StringBuilder text) {
    text.append(" (in ");
    text.append(says.tunnel == null ? "" : says.tunnel.word());
    if (says.tunnelId >= 0) {
      text.append(' ').append(says.tunnelId);
    }
    text.append(", ");
    address(says, says.outerSourceAt, says.outerVersion, text);
    text.append(" > ");
    address(says, says.outerDestinationAt, says.outerVersion, text);
    text.append(')');
  }

  private static void arp(Dissection says, StringBuilder text) {
    int at = says.arpAt;
    int operation = says.u16(at + 6);
    if (operation == 1) {
      text.append("arp who has ");
      address(says, at + 24, 4, text);
      text.append(", tell ");
      address(says, at + 14, 4, text);
      text.append(" (").append(Addresses.mac(says.bytes, at + 8)).append(')');
    } else {
      text.append(operation == 2 ? "arp " : "arp operation " + operation + ", ");
      address(says, at + 14, 4, text);
      text.append(" is at ").append(Addresses.mac(says.bytes, at + 8));
    }
  }

  private static void ip(Dissection says, StringBuilder text) {
    end(says, says.sourceAt, says.sourcePort, text);
    text.append(" > ");
    end(says, says.destinationAt, says.destinationPort, text);
    text.append(": ").append(Protocol.name(says.protocol));
    if (says.hasTcp) {
      tcp(says, text);
    } else if (says.icmpType >= 0) {
      icmp(says, text);
    } else if (says.payloadLength >= 0) {
      text.append(", length ").append(says.payloadLength);
      message(says, text);
    }
    if (says.isFragment()) {
      text.append(", fragment ").append(says.ipId).append(" at ").append(says.fragmentOffset);
      text.append(says.moreFragments ? ", more follow" : ", the last");
    }
  }

  private static void message(Dissection says, StringBuilder text) {
    if (DhcpExchange.isDhcp(says)) {
      var message = DhcpMessage.read(says.bytes, says.payloadAt, says.payloadEnd);
      if (message != null) {
        text.append(", dhcp ").append(message.text());
      }
    } else if (DnsGathering.isDns(says)) {
      var message = DnsMessage.read(says.bytes, says.payloadAt, says.payloadEnd);
      if (message != null) {
        text.append(", dns ").append(message.text());
      }
    }
  }

  private static void tcp(Dissection says, StringBuilder text) {
    text.append(' ').append(TcpFlags.text(says.tcpFlags));
    text.append(", seq ").append(says.tcpSequence & 0xFFFF_FFFFL);
    if ((says.tcpFlags & TcpFlags.ACK) != 0) {
      text.append(", ack ").append(says.tcpAcknowledgment & 0xFFFF_FFFFL);
    }
    text.append(", length ").append(says.payloadLength);
  }

  private static void icmp(Dissection says, StringBuilder text) {
    text.append(' ').append(IcmpText.of(says.ipVersion, says.icmpType, says.icmpCode));
    if (says.icmpId >= 0) {
      text.append(", id ").append(says.icmpId).append(", seq ").append(says.icmpSequence);
    }
    if (says.targetAt >= 0) {
      text.append(' ');
      address(says, says.targetAt, 6, text);
    }
    if (says.quotedVersion != 0) {
      text.append(", of ");
      quoted(says, text);
    }
  }

  private static void quoted(Dissection says, StringBuilder text) {
    address(says, says.quotedSourceAt, says.quotedVersion, text);
    port(says.quotedSourcePort, text);
    text.append(" > ");
    address(says, says.quotedDestinationAt, says.quotedVersion, text);
    port(says.quotedDestinationPort, text);
    text.append(": ").append(Protocol.name(says.quotedProtocol));
    if (says.quotedIcmpId >= 0) {
      text.append(" id ").append(says.quotedIcmpId).append(" seq ").append(says.quotedIcmpSequence);
    }
  }

  private static void end(Dissection says, int at, int port, StringBuilder text) {
    address(says, at, says.ipVersion, text);
    port(port, text);
  }

  private static void port(int port, StringBuilder text) {
    if (port >= 0) {
      text.append('.').append(port);
    }
  }

  private static void address(Dissection says, int at, int version, StringBuilder text) {
    text.append(at < 0 ? "?" : Addresses.text(says.bytes, at, version));
  }
}

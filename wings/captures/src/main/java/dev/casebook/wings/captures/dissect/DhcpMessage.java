package dev.casebook.wings.captures.dissect;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A message of DHCP or BOOTP: RFC 2131 and 2132, relay agents' option of RFC 3046.
///
/// @param operation 1 from a client, 2 from a server
/// @param transaction the client's number of its exchange
/// @param clientAddress what the client has, `ciaddr`; 0.0.0.0 for none, as the others
/// @param yourAddress what it is to get, `yiaddr`
/// @param nextServer from which it boots, `siaddr`
/// @param relay which relay handed it on, `giaddr`
/// @param options what its options say
public record DhcpMessage(
    int operation,
    int hops,
    long transaction,
    int seconds,
    String clientAddress,
    String yourAddress,
    String nextServer,
    String relay,
    String clientMac,
    String serverName,
    String bootFile,
    Options options) {

  private static final int FIXED = 236;
  private static final int COOKIE = 0x6382_5363;

  private static final int SERVER_NAME_AT = 44;
  private static final int BOOT_FILE_AT = 108;

  /// What options say; null for what none does.
  ///
  /// @param type DISCOVER, OFFER …; null for BOOTP
  /// @param cut whether the captured bytes end within them
  public record Options(
      @Nullable String type,
      @Nullable String requestedAddress,
      @Nullable String server,
      @Nullable Long leaseSeconds,
      @Nullable String hostName,
      @Nullable String vendorClass,
      @Nullable String message,
      @Nullable String routers,
      @Nullable String nameServers,
      @Nullable String tftpServer,
      @Nullable String bootFile,
      @Nullable String circuitId,
      @Nullable String remoteId,
      boolean cut) {}

  /// Reads a message.
  ///
  /// @return null if it is none
  public static @Nullable DhcpMessage read(byte[] bytes, int from, int to) {
    if (to - from < FIXED || bytes[from + 2] > 16 || bytes[from] < 1 || bytes[from] > 2) {
      return null;
    }
    var options = new OptionReader(bytes);
    if (to - from >= FIXED + 4 && i32(bytes, from + FIXED) == COOKIE) {
      options.read(from + FIXED + 4, to);
      if ((options.overload & 1) != 0) {
        options.read(from + BOOT_FILE_AT, from + FIXED);
      }
      if ((options.overload & 2) != 0) {
        options.read(from + SERVER_NAME_AT, from + BOOT_FILE_AT);
      }
    }
    return new DhcpMessage(
        bytes[from],
        bytes[from + 3] & 0xFF,
        i32(bytes, from + 4) & 0xFFFF_FFFFL,
        u16(bytes, from + 8),
        Addresses.text(bytes, from + 12, 4),
        Addresses.text(bytes, from + 16, 4),
        Addresses.text(bytes, from + 20, 4),
        Addresses.text(bytes, from + 24, 4),
        Addresses.mac(bytes, from + 28),
        (options.overload & 2) != 0
            ? ""
            : terminated(bytes, from + SERVER_NAME_AT, from + BOOT_FILE_AT),
        (options.overload & 1) != 0 ? "" : terminated(bytes, from + BOOT_FILE_AT, from + FIXED),
        options.result());
  }

  /// One line: `DISCOVER 0x1 from 02:… via 10.1.0.1`.
  public String text() {
    var text = new StringBuilder();
    text.append(
        options.type == null ? (operation == 1 ? "BOOTP request" : "BOOTP reply") : options.type);
    text.append(" 0x").append(Long.toHexString(transaction)).append(" of ").append(clientMac);
    if (!yourAddress.equals("0.0.0.0")) {
      text.append(", gets ").append(yourAddress);
    }
    if (options.requestedAddress != null) {
      text.append(", wants ").append(options.requestedAddress);
    }
    if (!relay.equals("0.0.0.0")) {
      text.append(", via ").append(relay);
    }
    return text.toString();
  }

  private static String terminated(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != 0) {
      end++;
    }
    return PrintableBytes.of(bytes, from, end);
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  private static int i32(byte[] bytes, int at) {
    return u16(bytes, at) << 16 | u16(bytes, at + 2);
  }

  private static final class OptionReader {

    private static final String[] TYPES = {
      "DISCOVER",
      "OFFER",
      "REQUEST",
      "DECLINE",
      "ACK",
      "NAK",
      "RELEASE",
      "INFORM",
      "FORCERENEW",
      "LEASEQUERY",
      "LEASEUNASSIGNED",
      "LEASEUNKNOWN",
      "LEASEACTIVE"
    };

    private final byte[] bytes;
    private int overload;
    private boolean cut;
    private @Nullable String type;
    private @Nullable String requestedAddress;
    private @Nullable String server;
    private @Nullable Long leaseSeconds;
    private @Nullable String hostName;
    private @Nullable String vendorClass;
    private @Nullable String message;
    private @Nullable String routers;
    private @Nullable String nameServers;
    private @Nullable String tftpServer;
    private @Nullable String bootFile;
    private @Nullable String circuitId;
    private @Nullable String remoteId;

    OptionReader(byte[] bytes) {
      this.bytes = bytes;
    }

    void read(int from, int to) {
      int at = from;
      while (at < to) {
        int code = bytes[at] & 0xFF;
        if (code == 255) {
          return;
        }
        if (code == 0) {
          at++;
          continue;
        }
        int length = at + 1 < to ? bytes[at + 1] & 0xFF : 0;
        if (at + 2 + length > to) {
          cut = true;
          return;
        }
        option(code, at + 2, length);
        at += 2 + length;
      }
      cut = true;
    }

    private void option(int code, int at, int length) {
      switch (code) {
        case 3 -> routers = addresses(at, length);
        case 6 -> nameServers = addresses(at, length);
        case 12 -> hostName = text(at, length);
        case 50 -> requestedAddress = addresses(at, length);
        case 51 -> {
          if (length == 4) {
            leaseSeconds = i32(bytes, at) & 0xFFFF_FFFFL;
          }
        }
        case 52 -> overload = length == 1 ? bytes[at] & 3 : overload;
        case 53 -> type = length == 1 ? type(bytes[at]) : type;
        case 54 -> server = addresses(at, length);
        case 56 -> message = text(at, length);
        case 60 -> vendorClass = text(at, length);
        case 66 -> tftpServer = text(at, length);
        case 67 -> bootFile = text(at, length);
        case 82 -> relayAgent(at, at + length);
        default -> {}
      }
    }

    private static String type(byte number) {
      return number >= 1 && number <= TYPES.length ? TYPES[number - 1] : "type " + (number & 0xFF);
    }

    private @Nullable String addresses(int at, int length) {
      if (length < 4) {
        return null;
      }
      var text = new StringBuilder();
      for (int i = 0; i + 4 <= length; i += 4) {
        text.append(i == 0 ? "" : ",").append(Addresses.text(bytes, at + i, 4));
      }
      return text.toString();
    }

    /// Some senders end it with a zero.
    private String text(int at, int length) {
      int end = at + length;
      while (end > at && bytes[end - 1] == 0) {
        end--;
      }
      return PrintableBytes.of(bytes, at, end);
    }

    private void relayAgent(int from, int to) {
      int at = from;
      while (at + 2 <= to) {
        int length = bytes[at + 1] & 0xFF;
        if (at + 2 + length > to) {
          return;
        }
        switch (bytes[at]) {
          case 1 -> circuitId = identifier(at + 2, length);
          case 2 -> remoteId = identifier(at + 2, length);
          default -> {}
        }
        at += 2 + length;
      }
    }

    /// Text if it is, else hexadecimal as switches show it.
    private String identifier(int at, int length) {
      for (int i = at; i < at + length; i++) {
        if (bytes[i] < 0x20 || bytes[i] == 0x7F) {
          return HexFormat.of().formatHex(bytes, at, at + length);
        }
      }
      return PrintableBytes.of(bytes, at, at + length);
    }

    Options result() {
      return new Options(
          type,
          requestedAddress,
          server,
          leaseSeconds,
          hostName,
          vendorClass,
          message,
          routers,
          nameServers,
          tftpServer,
          bootFile,
          circuitId,
          remoteId,
          cut);
    }
  }
}

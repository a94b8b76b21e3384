package dev.casebook.wings.captures.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.MappedFile;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.wings.captures.dissect.Addresses;
import dev.casebook.wings.captures.dissect.DhcpMessage;
import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.dissect.Protocol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A message of DHCP that a capture holds.
@Row("one message of DHCP or BOOTP in one capture")
@Compared(never = "each capture holds other traffic")
public record DhcpExchange(
    @Column("the capture, as it lies in its source") String file,
    @Column("when it was captured; NULL if the capture does not tell") @Nullable Instant time,
    @Column("DISCOVER, OFFER, REQUEST, ACK, NAK …; NULL for BOOTP") @Nullable String type,
    @Column("number of the exchange, hexadecimal, as servers log it") String transaction,
    @Column("IP address that sent the packet") String source,
    @Column("IP address that it was sent to") String destination,
    @Column("MAC address of the client (chaddr)") String clientMac,
    @Column("address that the client has (ciaddr)") @Nullable String clientAddress,
    @Column("address that the client is to get (yiaddr)") @Nullable String yourAddress,
    @Column("server from which the client boots (siaddr)") @Nullable String nextServer,
    @Column("relay that handed it on (giaddr); NULL if none did") @Nullable String relay,
    @Column("relays that it passed") int hops,
    @Column("seconds since the client began") int seconds,
    @Column("address that the client wants (option 50)") @Nullable String requestedAddress,
    @Column("server that answers or is meant (option 54)") @Nullable String server,
    @Column("seconds that the lease holds (option 51)") @Nullable Long leaseSeconds,
    @Column("name that the client or server gives (option 12)") @Nullable String hostName,
    @Column("kind of the client (option 60): PXEClient:…") @Nullable String vendorClass,
    @Column("why a server refused (option 56)") @Nullable String message,
    @Column("gateways (option 3), with commas") @Nullable String routers,
    @Column("name servers (option 6), with commas") @Nullable String nameServers,
    @Column("where to boot from (option 66, or sname)") @Nullable String tftpServer,
    @Column("what to boot (option 67, or file)") @Nullable String bootFile,
    @Column("port of the switch, by the relay (option 82); hexadecimal if it is no text")
        @Nullable String circuitId,
    @Column("the relay's name of itself or the client's line (option 82)")
        @Nullable String remoteId,
    @Column("number of the frame") long frame) {

  private static final int SERVER_PORT = 67;
  private static final int CLIENT_PORT = 68;

  /// Some two kilobytes each, of a heap of 320 MB.
  static final int MESSAGES_MAX = 50_000;

  public static final Table<DhcpExchange> TABLE =
      CaptureReading.of("dhcp_messages", DhcpExchange.class, Gathering::new)
          .example(
              "exchanges that no server answered",
              "select client_mac, relay, count(*) as asked, min(time) as first from dhcp_messages"
                  + " where type in ('DISCOVER', 'REQUEST') and transaction not in"
                  + " (select transaction from dhcp_messages where type in ('OFFER', 'ACK', 'NAK'))"
                  + " group by all");

  private static final class Gathering implements CaptureReading.Gathering<DhcpExchange> {

    private final MappedFile file;
    private final List<Placed> rows = new ArrayList<>();
    private long left;
    private long cut;

    private record Placed(long offset, DhcpExchange row) {}

    Gathering(MappedFile file) {
      this.file = file;
    }

    @Override
    public void take(CaptureWalk walk) {
      var says = walk.says();
      if (says.protocol != Protocol.UDP || !isDhcp(says)) {
        return;
      }
      var message = DhcpMessage.read(says.bytes, says.payloadAt, says.payloadEnd);
      if (message == null) {
        cut += says.payloadEnd - says.payloadAt < says.payloadLength ? 1 : 0;
        return;
      }
      cut += message.options().cut() ? 1 : 0;
      if (rows.size() == MESSAGES_MAX) {
        left++;
        return;
      }
      rows.add(new Placed(walk.frame().offset(), row(walk, says, message)));
    }

    private DhcpExchange row(CaptureWalk walk, Dissection says, DhcpMessage message) {
      var options = message.options();
      return new DhcpExchange(
          file.place(),
          FrameTime.instant(walk.frame().time()),
          options.type(),
          "0x" + Long.toHexString(message.transaction()),
          Addresses.text(says.bytes, says.sourceAt, says.ipVersion),
          Addresses.text(says.bytes, says.destinationAt, says.ipVersion),
          message.clientMac(),
          address(message.clientAddress()),
          address(message.yourAddress()),
          address(message.nextServer()),
          address(message.relay()),
          message.hops(),
          message.seconds(),
          options.requestedAddress(),
          options.server(),
          options.leaseSeconds(),
          options.hostName(),
          options.vendorClass(),
          options.message(),
          options.routers(),
          options.nameServers(),
          either(options.tftpServer(), message.serverName()),
          either(options.bootFile(), message.bootFile()),
          options.circuitId(),
          options.remoteId(),
          walk.frame().number());
    }

    @Override
    public void finish(CaptureWalk walk, Rows<DhcpExchange> into) {
      rows.forEach(placed -> into.add(placed.offset, placed.row));
      if (cut > 0) {
        file.lacks("%d message(s) of DHCP are cut".formatted(cut));
      }
      if (left > 0) {
        file.lacks(
            "holds %,d messages of DHCP more than the %,d that are kept"
                .formatted(left, MESSAGES_MAX));
      }
    }
  }

  static boolean isDhcp(Dissection says) {
    return says.payloadAt >= 0
        && (isPort(says.sourcePort) || isPort(says.destinationPort))
        && says.ipVersion == 4;
  }

  private static boolean isPort(int port) {
    return port == SERVER_PORT || port == CLIENT_PORT;
  }

  private static @Nullable String address(String text) {
    return text.equals("0.0.0.0") ? null : text;
  }

  private static @Nullable String either(@Nullable String option, String field) {
    return option != null ? option : field.isEmpty() ? null : field;
  }
}

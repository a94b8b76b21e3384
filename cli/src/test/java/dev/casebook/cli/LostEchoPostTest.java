package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about a pod's pings that go unanswered while the node's are answered. Its frames, bond
/// and interface lie with the note as they were posted, its table of connections too, which is of
/// another place.
class LostEchoPostTest {

  private static final String NOTE = "icmp-echo-lost-behind-nat";
  private static final String POST = "network/icmp-echo-lost-behind-nat/fires/posted";

  /// Word by word, with the names of the bond and its ports as they were mistyped.
  private static final String DMESG =
      """
      [root@node1 ~]# dmesg -T |grep bond
      [ 7 6 17:52:08 2023]bonding: bondo is being created...
      [ 7 6 17:52:08 2023]IPv6: ADDRCONF (NETDEV_UP): bondo: link is not ready
      [ 7 6 17:52:08 2023]bondo: Enslaving ens3fo as a backup interface with a down link
      [ 7 6 17:52:09 2023]bondo: Warning: No 802. 3ad response from the link partner for any adapters in the bond
      [ 7 6 17:52:09 2023]bondo: link status definitely up for interface ens3f0, 10000 Mbps full duplex
      [ 7 6 17:52:09 2023]bondo: first active interface up!
      [ 3 21 01:20:53 2024]bondo: link status definitely down for interface ens3f0, disabling it
      [ 3 21 01:24:18 2024]bondo: link status definitely up for interface ens3f0, 10000 Mbps full duduplex
      """;

  private static final String POD = "fd00:9::5";
  private static final String NODE = "2001:db8::7";
  private static final String DEVICE = "2001:db8:1::9";

  private static final boolean REQUEST = true;
  private static final boolean REPLY = false;

  @TempDir private Path folder = Path.of("");

  private PostedEvidence posted() {
    return new PostedEvidence(folder, true);
  }

  @Test
  void thePostsCapturesAreWalkedAsItsAuthorDid() {
    var post = posted().like(POST).with("node/var/log/dmesg", DMESG);

    assertThat(post.found()).containsExactly(NOTE + " fd00:7a23::466 to 1000:ff00::101");
    assertThat(post.said(NOTE))
        .contains(
            "3 of 3 echo requests from fd00:7a23::466 to 1000:ff00::101 got no reply in pod.pcap,"
                + " though the reply to each, for 1000:ff00::1:212, is in node.pcap")
        .contains("Their id was 61186 (0xef02); 1000:ff00::1:212 used 61186 (0xef02) too.")
        .contains("ruled out rival: The reply is lost on its way to the node, such as on a bond")
        .contains("ruled out rival: The interface drops it, as its counter says bound0:")
        .contains("ruled out rival: A link of the bond is down")
        .contains("supported Retries use the id again")
        .contains("supported Somebody else pings the same device with the same id");
  }

  /// An entry whose reply has the id 0 is one that the kernel gave another id, and healthy.
  @Test
  void thePostsTableAloneSettlesNothing() {
    var table = posted().like("network/icmp-echo-lost-behind-nat/quiet/posted-table");

    assertThat(table.found()).isEmpty();
  }

  @Test
  void theSameElsewhereIsToldWithItsOwnIds() throws IOException {
    var pod = new Echoes(64);
    var uplink = new Echoes(63);
    for (int second : List.of(10, 12, 14)) {
      pod.add(second, POD, DEVICE, REQUEST, 512);
      uplink.add(second, NODE, DEVICE, REQUEST, 512).add(second, DEVICE, NODE, REPLY, 512);
    }
    var captures = posted().with("pod.pcap", pod.bytes()).with("uplink.pcap", uplink.bytes());

    assertThat(captures.found()).containsExactly(NOTE + " " + POD + " to " + DEVICE);
    assertThat(captures.said(NOTE))
        .contains("3 of 3 echo requests")
        .contains("Their id was 512 (0x0200).")
        .contains("ruled out Somebody else pings the same device with the same id");
  }

  @Test
  void aReplyThatNeverCameToTheNodeIsAnotherThing() throws IOException {
    var captures =
        posted()
            .with("pod.pcap", new Echoes(64).add(10, POD, DEVICE, REQUEST, 7).bytes())
            .with("uplink.pcap", new Echoes(63).add(10, NODE, DEVICE, REQUEST, 7).bytes());

    assertThat(captures.found()).isEmpty();
    assertThat(captures.said(NOTE)).contains("The reply is lost on its way to the node");
  }

  @Test
  void anIdThatTheKernelChangedIsHealthy() throws IOException {
    var pod = new Echoes(64).add(10, POD, DEVICE, REQUEST, 7).add(10, DEVICE, POD, REPLY, 7);
    var uplink = new Echoes(63).add(10, NODE, DEVICE, REQUEST, 9).add(10, DEVICE, NODE, REPLY, 9);

    assertThat(posted().with("pod.pcap", pod.bytes()).with("uplink.pcap", uplink.bytes()).found())
        .isEmpty();
  }

  /// Echoes of ICMPv6 as a capture at one place has them, each with the sequence number 1.
  private static final class Echoes {

    private static final Instant START = Instant.parse("2026-01-09T04:00:00Z");
    private static final int IPV6 = 40;
    private static final int ICMPV6 = 94 - 14 - IPV6;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int hops;

    private Echoes(int hops) {
      this.hops = hops;
      var header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
      bytes.writeBytes(
          header.putInt(0xa1b2c3d4).putInt(0x00040002).putLong(0).putInt(65535).putInt(1).array());
    }

    private Echoes add(int second, String source, String destination, boolean isRequest, int id)
        throws IOException {
      var time = START.plusSeconds(second).plusMillis(isRequest ? 0 : 1);
      int length = 14 + IPV6 + ICMPV6;
      var record = ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN);
      record.putInt((int) time.getEpochSecond()).putInt(time.getNano() / 1000);
      record.putInt(length).putInt(length).order(ByteOrder.BIG_ENDIAN);
      record.putLong(0).putInt(0).putShort((short) 0x86dd);
      record.putInt(0x60000000).putShort((short) ICMPV6).put((byte) 58).put((byte) hops);
      record.put(InetAddress.getByName(source).getAddress());
      record.put(InetAddress.getByName(destination).getAddress());
      record.put((byte) (isRequest ? 128 : 129)).put((byte) 0).putShort((short) 0);
      record.putShort((short) id).putShort((short) 1);
      bytes.writeBytes(record.array());
      return this;
    }

    private byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}

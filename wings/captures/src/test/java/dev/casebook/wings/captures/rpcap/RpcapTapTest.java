package dev.casebook.wings.captures.rpcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.wings.captures.capture.Counts;
import dev.casebook.wings.captures.capture.Place;
import dev.casebook.wings.captures.capture.Place.Origin.OverRpcap;
import dev.casebook.wings.captures.capture.Tap;
import dev.casebook.wings.captures.capture.Wishes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A session that libpcap's client had with a real rpcapd, replayed: six echoes on `up0`.
class RpcapTapTest {

  private static final Wishes WISHES = new Wishes("icmp6 or icmp", "", 65_535, 0, false);

  private static RpcapTap to(ReplayedRpcapd server, String user) {
    return to(server, user, WISHES);
  }

  private static RpcapTap to(ReplayedRpcapd server, String user, Wishes wishes) {
    var origin = new OverRpcap("127.0.0.1", server.port(), user);
    return new RpcapTap(new Place(origin, "up0"), origin, wishes, "secret".toCharArray());
  }

  /// Packets as they come, and the type of their interface.
  private static final class Taken implements Tap.Taker {
    private final RpcapTap from;
    private final int enough;
    private final List<Long> times = new ArrayList<>();
    private final List<byte[]> frames = new ArrayList<>();
    private int linkType;

    Taken(RpcapTap from, int enough) {
      this.from = from;
      this.enough = enough;
    }

    @Override
    public void listens() {}

    @Override
    public void begins(int type) {
      linkType = type;
    }

    @Override
    public void packet(long timeNanos, byte[] data, long length) {
      times.add(timeNanos);
      frames.add(data);
      assertThat(length).isEqualTo(data.length);
      if (times.size() == enough) {
        from.stop();
      }
    }

    @Override
    public void awaited(String packet) {}
  }

  @Test
  void aRecordedSessionGivesItsPacketsAndItsCounts() throws Exception {
    var recorded = RecordedSession.read();
    try (var server = ReplayedRpcapd.of(recorded);
        var tap = to(server, "")) {
      tap.reach();
      var taken = new Taken(tap, 6);
      tap.capture("icmp6 or icmp", "", taken);
      assertThat(taken.linkType).isEqualTo(1);
      assertThat(taken.frames).hasSize(6).allMatch(frame -> frame.length == 118);
      assertThat(taken.times).isSorted();
      assertThat(tap.counts()).isEqualTo(new Counts(6, 6, 0, 0));
      assertThat(server.asked(RpcapMessage.AUTHENTICATE))
          .isEqualTo(recorded.asked(RpcapMessage.AUTHENTICATE));
      assertThat(server.asked(RpcapMessage.OPEN)).isEqualTo(recorded.asked(RpcapMessage.OPEN));
      assertThat(server.asked(RpcapMessage.START)).isEqualTo(recorded.asked(RpcapMessage.START));
      assertThat(server.types()).startsWith(8, 3, 4, 5).contains(9);
    }
  }

  /// What is sent afterwards leaves out both connections, of which the second has its port only
  /// then.
  @Test
  void theSecondFilterIsLongerSinceItLeavesOutOurConnections() throws Exception {
    try (var server = ReplayedRpcapd.of(RecordedSession.read());
        var tap = to(server, "", Wishes.all())) {
      tap.reach();
      tap.capture("", "", new Taken(tap, 6));
      assertThat(server.asked(RpcapMessage.FILTER).length)
          .isGreaterThan(server.asked(RpcapMessage.START).length);
      assertThat(tap.own()).hasSize(2);
    }
  }

  @Test
  void aUserIsToldWithThePassword() throws Exception {
    try (var server = ReplayedRpcapd.of(RecordedSession.read());
        var tap = to(server, "joe")) {
      tap.reach();
      assertThat(HexFormat.of().formatHex(server.asked(RpcapMessage.AUTHENTICATE)))
          .isEqualTo(
              "0001000000030006"
                  + HexFormat.of().formatHex("joesecret".getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void whatRpcapdRefusesIsSaidInItsWords() throws Exception {
    var words = "NULL authentication not permitted";
    try (var server = ReplayedRpcapd.answering(message(1, words.getBytes(StandardCharsets.UTF_8)));
        var tap = to(server, "")) {
      assertThatThrownBy(tap::reach)
          .isInstanceOf(IOException.class)
          .hasMessageEndingWith("rpcapd refuses: " + words);
    }
  }

  @Test
  void oneThatWantsTlsIsToldSo() throws Exception {
    try (var server = ReplayedRpcapd.answering(new byte[0]);
        var tap = to(server, "")) {
      assertThatThrownBy(tap::reach).hasMessageContaining("TLS, which is not spoken");
    }
    try (var server = ReplayedRpcapd.answering(new byte[] {0x15, 3, 3, 0, 2, 2, 10, 0});
        var tap = to(server, "")) {
      assertThatThrownBy(tap::reach).hasMessageContaining("no TLS");
    }
  }

  @Test
  void aLengthThatCantBeIsRefusedBeforeAnyMemoryIsTaken() throws Exception {
    var head = ByteBuffer.allocate(8).put((byte) 0).put((byte) 0x88).putShort((short) 0);
    try (var server = ReplayedRpcapd.answering(head.putInt(0xFFFF_FFFF).array());
        var tap = to(server, "")) {
      assertThatThrownBy(tap::reach).hasMessageContaining("4294967295 bytes, which can't be");
    }
  }

  @Test
  void aPacketThatIsLongerThanItsMessageIsRefused() throws Exception {
    var packet = ByteBuffer.allocate(24).putInt(1).putInt(1).putInt(5000).putInt(5000).putInt(1);
    var session = RecordedSession.read().sending(message(7, packet.array()));
    try (var server = ReplayedRpcapd.of(session);
        var tap = to(server, "")) {
      tap.reach();
      assertThatThrownBy(() -> tap.capture("", "", new Taken(tap, 1)))
          .hasMessageContaining("a packet says 5000 bytes and its message holds 4");
    }
  }

  private static byte[] message(int type, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .put((byte) 0)
        .put((byte) type)
        .putShort((short) 3)
        .putInt(payload.length)
        .put(payload)
        .array();
  }
}

package dev.casebook.formats.conntrack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.formats.netlink.NetlinkMessages;
import dev.casebook.formats.netlink.NetlinkWriter;
import dev.casebook.formats.network.IpAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConntrackEntryTest {

  private static IpAddress address(String text) {
    return IpAddress.of(text).orElseThrow();
  }

  private static ConntrackEntry read(NetlinkWriter message) {
    var bytes = message.message(1);
    var messages = new NetlinkMessages().of(bytes, bytes.length);
    assertThat(messages.next()).isTrue();
    return new ConntrackEntry().read(bytes, messages.from(), messages.to());
  }

  @Test
  void aRequestForATupleNamesThatTupleAndItsZone() {
    var tuple =
        ConntrackTuple.ofPorts(Ctnetlink.UDP, address("10.0.0.1"), 53, address("10.0.0.2"), 9);
    var entry = read(ConntrackRequest.get(tuple, 7));
    assertThat(entry.original().tuple()).isEqualTo(tuple);
    assertThat(entry.zone()).isEqualTo(7);
    assertThat(entry.id()).isEqualTo(-1);
  }

  @Test
  void aDeletionNamesTheEntrysOwnId() {
    var tuple = ConntrackTuple.ofEcho(address("fe80::1"), address("2001:db8::2"), 4711);
    var entry = read(ConntrackRequest.delete(Ctnetlink.AF_INET6, tuple, -1, 0xFFFF_FFFFL));
    assertThat(entry.original().tuple()).isEqualTo(tuple);
    assertThat(entry.original().icmpType()).isEqualTo(128);
    assertThat(entry.id()).isEqualTo(0xFFFF_FFFFL);
    assertThat(entry.zone()).isEqualTo(-1);
  }

  @Test
  void anEntryHasBothDirections() {
    var original = ConntrackTuple.ofEcho(address("10.0.0.1"), address("10.0.0.2"), 4711);
    var entry = read(ConntrackRequest.create(original, original.reversed(), 60, 3, 16));
    assertThat(entry.reply().tuple()).isEqualTo(original.reversed());
    assertThat(entry.reply().icmpType()).isZero();
    assertThat(entry.timeoutS()).isEqualTo(60);
    assertThat(entry.mark()).isEqualTo(16);
    assertThat(entry.hasStatus()).isFalse();
    assertThat(entry.state()).isNull();
  }

  @Test
  void anEntryKeepsNothingOfTheOneBefore() {
    var entry = new ConntrackEntry();
    var first = ConntrackTuple.ofPorts(Ctnetlink.TCP, address("::1"), 1, address("::2"), 2);
    var one = ConntrackRequest.create(first, first.reversed(), 60, 3, 16).message(1);
    entry.read(one, NetlinkMessages.HEADER_BYTES, one.length);
    entry.read(one, NetlinkMessages.HEADER_BYTES, NetlinkMessages.HEADER_BYTES + 4);
    assertThat(entry.original().isV4()).isTrue();
    assertThat(entry.original().src().text()).isEqualTo("0.0.0.0");
    assertThat(entry.timeoutS()).isEqualTo(-1);
    assertThat(entry.mark()).isEqualTo(-1);
  }

  @Test
  void statesHaveTheirNames() {
    assertThat(ConntrackState.name(Ctnetlink.TCP, 3)).isEqualTo("ESTABLISHED");
    assertThat(ConntrackState.name(Ctnetlink.SCTP, 3)).isEqualTo("COOKIE_ECHOED");
    assertThat(ConntrackState.name(Ctnetlink.TCP, 200)).isEqualTo("NONE");
    assertThat(ConntrackState.protocolNumber("dccp")).isEqualTo(33);
    assertThat(ConntrackState.protocolNumber("112")).isEqualTo(112);
    assertThat(ConntrackState.protocolNumber("unknow")).isEqualTo(-1);
  }

  @Test
  void noBytesMakeItThrow() {
    var tuple = ConntrackTuple.ofPorts(Ctnetlink.TCP, address("::1"), 1, address("::2"), 2);
    var whole = ConntrackRequest.create(tuple, tuple.reversed(), 60, 3, 16).message(1);
    var random = new Random(7);
    var entry = new ConntrackEntry();
    for (int i = 0; i < 20_000; i++) {
      var bytes = whole.clone();
      for (int change = 0; change < 3; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      entry.read(bytes, NetlinkMessages.HEADER_BYTES, bytes.length);
      assertThat(entry.original().tuple()).isNotNull();
    }
  }
}

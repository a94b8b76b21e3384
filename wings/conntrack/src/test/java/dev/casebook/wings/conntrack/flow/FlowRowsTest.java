package dev.casebook.wings.conntrack.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.conntrack.ConntrackRecord;
import dev.casebook.formats.conntrack.ConntrackTuple;
import dev.casebook.formats.conntrack.Ctnetlink;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.report.Style;
import dev.casebook.tables.network.Connection;
import dev.casebook.wings.conntrack.filter.FlowFilter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowRowsTest {

  private static final long NOW_MS = 1_795_344_129_309L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private static IpAddress address(String text) {
    return IpAddress.of(text).orElseThrow();
  }

  private static ConntrackEntry entry(int protocol, IpAddress src, IpAddress dst) {
    var original = ConntrackTuple.ofPorts(protocol, src, 4242, dst, 80);
    return new ConntrackEntry()
        .take(
            new ConntrackRecord(
                original,
                original.reversed(),
                5,
                400,
                4,
                300,
                431_999,
                protocol == Ctnetlink.TCP ? 3 : -1,
                Ctnetlink.ASSURED | Ctnetlink.SEEN_REPLY,
                16,
                -1,
                1,
                77));
  }

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aLineIsOneThatTheTableOfConnectionsReads() throws IOException {
    var random = new Random(1);
    for (int i = 0; i < 500; i++) {
      out.reset();
      boolean v4 = random.nextBoolean();
      var src = random(random, v4);
      var dst = random(random, v4);
      var lines = new ConntrackLines(out, true);
      lines.row(Happening.LISTED, NOW_MS, 0, entry(Ctnetlink.TCP, src, dst));
      lines.end();
      var read = Connection.ofLine(written().strip()).orElseThrow();
      assertThat(read.src()).isEqualTo(src.text());
      assertThat(read.replySrc()).isEqualTo(dst.text());
      assertThat(read.dport()).isEqualTo(80);
      assertThat(read.state()).isEqualTo("ESTABLISHED");
      assertThat(read.assured()).isTrue();
      assertThat(read.replyBytes()).isEqualTo(300);
      assertThat(read.mark()).isEqualTo(16);
    }
  }

  /// Many groups are 0, so that each way to shorten is met.
  private static IpAddress random(Random random, boolean v4) {
    if (v4) {
      return IpAddress.ofV4(random.nextInt());
    }
    long[] halves = new long[2];
    for (int group = 0; group < 8; group++) {
      long value = random.nextInt(3) == 0 ? 0x10 + random.nextInt(0xFFF0) : 0;
      halves[group / 4] |= value << (48 - 16 * (group % 4));
    }
    return new IpAddress(false, halves[0], halves[1] | 1L << 47, "");
  }

  @Test
  void anEventTellsWhoCausedIt() throws IOException {
    var lines = new ConntrackLines(out, false);
    lines.row(
        Happening.DESTROY,
        NOW_MS,
        4711,
        entry(Ctnetlink.UDP, address("10.0.0.1"), address("10.0.0.2")));
    lines.end();
    assertThat(written())
        .isEqualTo(
            "[DESTROY] udp      17 431999 src=10.0.0.1 dst=10.0.0.2 sport=4242 dport=80 packets=5"
                + " bytes=400 src=10.0.0.2 dst=10.0.0.1 sport=80 dport=4242 packets=4 bytes=300"
                + " [ASSURED] mark=16 use=1 [USERSPACE] portid=4711\n");
  }

  @Test
  void aTableIsAsWideAsItsRowsAndHasItsNamesOnce() throws IOException {
    var table = new FlowTable(out, Style.plain(), false);
    for (int i = 0; i < 1500; i++) {
      table.row(
          Happening.LISTED,
          NOW_MS,
          0,
          entry(Ctnetlink.TCP, address("10.0.0.1"), address("2001:db8::2").mapped()));
    }
    table.end();
    var lines = written().lines().toList();
    assertThat(lines).hasSize(1501);
    assertThat(lines.getFirst()).startsWith("PROTOCOL  STATE        EXPIRES   SOURCE");
    assertThat(lines.stream().skip(1).distinct()).hasSize(1);
    assertThat(lines.getLast()).contains("assured, 5+4 packets, mark 16");
  }

  @Test
  void noEntryIsAnEmptyArray() throws IOException {
    var json = new FlowJson(out, true);
    json.end();
    assertThat(written()).isEqualTo("[]\n");
  }

  @Test
  void aMomentOfAnEventIsThatOfTheDay() throws IOException {
    var table = new FlowTable(out, Style.plain(), true);
    table.row(
        Happening.NEW,
        NOW_MS - NOW_MS % 86_400_000 + 3_605_007,
        0,
        entry(Ctnetlink.UDP, address("10.0.0.1"), address("10.0.0.2")));
    table.end();
    assertThat(written().lines().toList().getLast()).startsWith("01:00:05.007  NEW      udp");
  }

  @Test
  void anEntryWithoutAMarkHasTheMarkZero() {
    var entry =
        new ConntrackEntry()
            .take(
                new ConntrackRecord(
                    ConntrackTuple.ofEcho(address("10.0.0.1"), address("10.0.0.2"), 1),
                    ConntrackTuple.ofEcho(address("10.0.0.1"), address("10.0.0.2"), 1).reversed(),
                    -1,
                    -1,
                    -1,
                    -1,
                    30,
                    -1,
                    0,
                    -1,
                    -1,
                    1,
                    1));
    var zero = new FlowFilter(0, -1, List.of(), -1, 0, 0xFFFF_FFFFL, List.of(), -1);
    assertThat(zero.matches(entry)).isTrue();
    var one = new FlowFilter(0, -1, List.of(), -1, 1, 0xFFFF_FFFFL, List.of(), -1);
    assertThat(one.matches(entry)).isFalse();
    var zoneZero = new FlowFilter(0, -1, List.of(), 0, 0, 0, List.of(), -1);
    assertThat(zoneZero.matches(entry)).isTrue();
  }
}

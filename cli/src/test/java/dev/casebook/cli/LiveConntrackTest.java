package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.report.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections of real packets through a router of the test's own, as `casebook conntrack` and
/// conntrack(8) see them.
@Tag("integration")
class LiveConntrackTest {

  /// Seconds until an entry expires, and since it began: what may be another number a moment later.
  private static final String SAME_CPU = "taskset -c 0 ";

  private static final Pattern MOMENTARY =
      Pattern.compile(
          "(?m)(?<=^(?:ipv[46] {5}\\d{1,2} )?\\w{3,7} {2,6}\\d{1,3} )\\d+ |delta-time=\\d+ ");

  private static final Pattern ID = Pattern.compile("\"entry_id\":(\\d+)|\\bid=(\\d+)$");

  @TempDir private Path folder;
  private RoutedNetwork network;

  @BeforeEach
  void start() throws Exception {
    network = RoutedNetwork.start();
  }

  @AfterEach
  void end() {
    network.close();
  }

  private Launch ours(String command, String... options) {
    var line = new ArrayList<>(List.of("conntrack", command, "--netns", network.router));
    line.addAll(List.of(options));
    return Launch.of(line.toArray(String[]::new));
  }

  private List<String> theirs(String options) throws Exception {
    return lines(network.inRouter("conntrack " + options));
  }

  private static List<String> lines(String output) {
    return MOMENTARY.matcher(output).replaceAll("").lines().sorted().toList();
  }

  private List<String> listed(String... options) {
    var all = Stream.concat(Stream.of("--output", "conntrack"), Stream.of(options));
    var launch = ours("list", all.toArray(String[]::new));
    assertThat(launch.errors()).isEmpty();
    return lines(launch.output());
  }

  @Test
  void linesAreThoseOfConntrack() throws Exception {
    network.inRouter("sysctl -qw net.netfilter.nf_conntrack_timestamp=1");
    network.traffic();
    assertThat(theirs("-L")).hasSizeGreaterThanOrEqualTo(12).isEqualTo(listed());
    assertThat(theirs("-L").toString())
        .contains("zone=5", "zone-orig=9", "mark=4660", "gre", "sctp");
    assertThat(lines(ours("list", "--output", "extended").output()))
        .isEqualTo(theirs("-L -o extended"));
  }

  /// The seconds until an entry expires lie between what conntrack says before and after.
  @Test
  void timesAreThoseOfConntrack() throws Exception {
    network.traffic();
    var before = times(network.inRouter("conntrack -L"));
    var our = times(ours("list", "--output", "conntrack").output());
    var after = times(network.inRouter("conntrack -L"));
    assertThat(our.keySet()).isEqualTo(before.keySet());
    our.forEach((line, seconds) ->
        assertThat(seconds).as(line).isBetween(after.getOrDefault(line, 0), before.get(line)));
  }

  /// Seconds by the line without them.
  private static Map<String, Integer> times(String output) {
    return output
        .lines()
        .collect(
            Collectors.toMap(
                line -> MOMENTARY.matcher(line).replaceAll(""),
                line -> Integer.valueOf(line.strip().split(" +")[2])));
  }

  @Test
  void filtersFindWhatThoseOfConntrackFind() throws Exception {
    network.traffic();
    var same =
        Map.ofEntries(
            Map.entry("-p udp", "-p udp"),
            Map.entry("-p tcp --state established", "-p tcp --state ESTABLISHED"),
            Map.entry("-p icmp", "-p icmp"),
            Map.entry("-6", "-f ipv6"),
            Map.entry("-6 -p icmpv6", "-f ipv6 -p icmpv6"),
            Map.entry("-s 10.1.0.0/24", "-s 10.1.0.0/24"),
            Map.entry("-d 10.1.0.1", "-d 10.1.0.1"),
            Map.entry("-r 10.2.0.2", "-r 10.2.0.2"),
            Map.entry("-q 10.2.0.1", "-q 10.2.0.1"),
            Map.entry("-d 2001:db8:2::/48", "-f ipv6 -d 2001:db8:2::/48"),
            Map.entry("-p udp --dport 7002", "-p udp --dport 7002"),
            Map.entry("--mark 0x1234", "-m 0x1234"),
            Map.entry("--mark 0x4/0x4", "-m 0x4/0x4"),
            Map.entry("--zone 5", "-w 5"),
            Map.entry("--state assured", "-u ASSURED"),
            Map.entry("--state unreplied -p udp", "-u UNREPLIED -p udp"));
    for (var one : same.entrySet()) {
      assertThat(listed(one.getKey().split(" ")))
          .as(one.getKey())
          .isNotEmpty()
          .isEqualTo(theirs("-L " + one.getValue()));
    }
    assertThat(listed("--nat", "dst")).hasSize(1).first().asString().contains("dport=53 ");
    assertThat(listed("--nat", "src")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(listed("--nat", "any"))
        .hasSize(listed("--nat", "dst").size() + listed("--nat", "src").size());
    assertThat(listed("--zone", "9")).hasSize(1);
    assertThat(listed("--address", "10.2.0.2", "--port", "5000-5999")).hasSize(2);
    assertThat(ours("list", "--dport", "1").status()).isOne();
  }

  @Test
  void jsonHasEachEntryByItsId() throws Exception {
    network.traffic();
    var launch = ours("list", "--json");
    assertThat(ids(launch.output()))
        .isEqualTo(ids(network.inRouter("conntrack -L -o id")))
        .hasSizeGreaterThanOrEqualTo(12);
    assertThat(launch.output())
        .contains("\"mark\":4660", "\"zone\":5", "\"original_zone\":9", "\"dst_nat\":true")
        .contains("\"reply_src\":\"10.2.0.2\",\"reply_dst\":\"10.1.0.2\",\"reply_sport\":5353");
  }

  private static List<Long> ids(String output) {
    return output
        .lines()
        .flatMap(line -> ID.matcher(line).results())
        .map(match -> Long.valueOf(match.group(1) == null ? match.group(2) : match.group(1)))
        .sorted()
        .toList();
  }

  @Test
  void nothingButWhatMatchesIsDeleted() throws Exception {
    network.traffic();
    var before = theirs("-L");
    var matching = theirs("-L -p udp -d 10.2.0.2");
    assertThat(ours("delete", "-p", "udp", "-d", "10.2.0.2", "--dry-run").status()).isEqualTo(2);
    assertThat(theirs("-L")).isEqualTo(before);
    var line =
        new String[] {
          "conntrack", "delete", "--netns", network.router, "-p", "udp", "-d", "10.2.0.2"
        };
    var refused = Launch.withInput("no\n", line);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.output()).contains("4 entries match", "Nothing was deleted.");
    assertThat(theirs("-L")).isEqualTo(before);
    var agreed = Launch.withInput("yes\n", line);
    assertThat(agreed.status()).isZero();
    assertThat(agreed.output()).contains("4 entries deleted.");
    assertThat(theirs("-L"))
        .isEqualTo(before.stream().filter(one -> !matching.contains(one)).toList());
    var none = Launch.withInput("yes\n", line);
    assertThat(none.status()).isOne();
    assertThat(none.output()).isEqualTo("None matches: nothing is deleted.\n");
  }

  @Test
  void whatIsDeletedIsToldAsConntrackTellsIt() throws Exception {
    network.traffic();
    var deleted = ours("delete", "-p", "udp", "--yes", "--output", "conntrack");
    network.inRouter("conntrack -F");
    network.traffic();
    var theirs = theirs("-D -p udp");
    var port = Pattern.compile("(?<=port=)\\d{5}");
    assertThat(lines(port.matcher(deleted.output()).replaceAll("N")))
        .hasSizeGreaterThanOrEqualTo(6)
        .isEqualTo(
            theirs.stream().map(line -> port.matcher(line).replaceAll("N")).sorted().toList());
  }

  @Test
  void aConditionIsNeeded() {
    var launch = ours("delete", "--yes");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors()).contains("--all means every entry");
  }

  @Test
  void theSameTupleInAnotherZoneStays() throws Exception {
    for (var zone : List.of("0", "5", "6")) {
      network.inRouter(
          "conntrack -I -p udp -s 10.9.0.1 -d 10.9.0.2 --sport 1 --dport 2 -t 600 -w " + zone);
    }
    assertThat(ours("delete", "--zone", "5", "--yes").status()).isZero();
    assertThat(theirs("-L"))
        .hasSize(2)
        .noneMatch(line -> line.contains("zone=5"))
        .anyMatch(line -> line.contains("zone=6"));
  }

  /// Between the question and the answer the entry ends, and another connection has its addresses.
  @Test
  void anEntryThatIsMadeAnewIsNotTheOneThatWasAgreedTo() throws Exception {
    var make = SAME_CPU + "conntrack -I -p udp -s 10.9.0.1 -d 10.9.0.2 --sport 1 --dport 2 -t 600";
    // the kernel makes an id of addresses and place in memory: this takes the place that gets free
    var other =
        SAME_CPU
            + "conntrack -I -p tcp -s 10.9.0.1 -d 10.9.0.3 --sport 1 --dport 2 -t 600"
            + " --state ESTABLISHED";
    network.inRouter(make);
    var answer =
        new ByteArrayInputStream("yes\n".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read() {
            try {
              if (pos == 0) {
                network.inRouter(SAME_CPU + "conntrack -D -p udp");
                network.inRouter(other);
                network.inRouter(make + " -m 77");
              }
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            return super.read();
          }

          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, length);
          }
        };
    var output = new ByteArrayOutputStream();
    var out = new PrintStream(output, true, StandardCharsets.UTF_8);
    int status =
        Launch.run(
            answer,
            out,
            out,
            Launch.ROOT,
            Style.plain(),
            "conntrack",
            "delete",
            "--netns",
            network.router,
            "-p",
            "udp");
    assertThat(output.toString(StandardCharsets.UTF_8))
        .contains("0 entries deleted.", "1 ended by themselves meanwhile.");
    assertThat(status).isZero();
    assertThat(theirs("-L"))
        .filteredOn(line -> line.startsWith("udp"))
        .singleElement()
        .asString()
        .contains("mark=77");
  }

  @Test
  void eventsAreThoseOfConntrack() throws Exception {
    var file = folder.resolve("events");
    var following = network.start("sh", "-c", "exec conntrack -E >" + file + " 2>/dev/null");
    try {
      Thread.sleep(1000);
      var acting =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  Thread.sleep(1500);
                  network.traffic();
                  network.inRouter("conntrack -D -p udp");
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      var launch = ours("watch", "--for", "8", "--output", "conntrack");
      acting.join();
      assertThat(launch.errors()).isEmpty();
      assertThat(launch.status()).isZero();
      assertThat(launch.output().lines().sorted())
          .hasSizeGreaterThanOrEqualTo(20)
          .containsExactlyElementsOf(
              Files.readString(file).replaceAll(" progname=\\S+", "").lines().sorted().toList());
      assertThat(launch.output()).contains("    [NEW] ", " [UPDATE] ", "[DESTROY] ");
    } finally {
      following.destroy();
      following.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void countersAreThoseOfConntrackTogether() throws Exception {
    network.traffic();
    var json = ours("stats", "--json").output();
    var theirs = network.inRouter("conntrack -S");
    for (var counter :
        Map.of(
                "invalid",
                "invalid",
                "insert_failed",
                "insert_failed",
                "dropped",
                "drop",
                "early_drop",
                "early_drop",
                "found",
                "found")
            .entrySet()) {
      assertThat(sum(json, "\"" + counter.getKey() + "\":(\\d+)"))
          .as(counter.getKey())
          .isEqualTo(sum(theirs, "\\b" + counter.getValue() + "=(\\d+)"));
    }
    var held = network.inRouter("conntrack -C").strip();
    assertThat(ours("stats").output()).startsWith(held + " of ");
  }

  private static long sum(String text, String pattern) {
    var found = Pattern.compile(pattern).matcher(text).results().toList();
    assertThat(found).as(pattern + " in " + text).isNotEmpty();
    return found.stream().mapToLong(match -> Long.parseLong(match.group(1))).sum();
  }

  @Test
  void aHealthyKernelIsToldSoAndLeftAsItWas() throws Exception {
    network.traffic();
    var before = theirs("-L");
    var launch = ours("check");
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output())
        .contains("IPv4: deleting it  ", "IPv6: deleting it  ", "EOPNOTSUPP")
        .endsWith("Entries can be deleted, by the conntrack program too.\n")
        .doesNotContain("FAULT");
    assertThat(launch.status()).isZero();
    assertThat(theirs("-L")).isEqualTo(before);
  }

  @Test
  void aNamespaceThatIsNotThereIsNamed() {
    var launch = Launch.of("conntrack", "list", "--netns", "nowhere");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors()).contains("no network namespace nowhere").contains("ip netns list");
    var process = Launch.of("conntrack", "list", "--netns", "4194304");
    assertThat(process.errors()).contains("there is no process 4194304");
  }

  @Test
  void anotherHostIsAskedByItsOwnProgram() throws Exception {
    network.traffic();
    try (var host = LiveSsh.start(folder, "")) {
      var listed =
          host.casebook(
              "conntrack",
              "list",
              "ssh://gw1",
              "--netns",
              network.router,
              "--output",
              "conntrack",
              "-p",
              "udp",
              "-d",
              "10.2.0.2",
              "--zone",
              "0",
              "--mark",
              "0");
      assertThat(listed.errors()).isEmpty();
      assertThat(lines(listed.output()))
          .isEqualTo(
              theirs("-L -p udp -d 10.2.0.2 -m 0").stream()
                  .filter(line -> !line.contains(" zone=5"))
                  .map(line -> line.replace("zone-orig=9 ", ""))
                  .toList());
      var before = theirs("-L");
      var deleted =
          host.casebook(
              "conntrack", "delete", "ssh://gw1", "--netns", network.router, "-p", "icmp", "--yes");
      assertThat(deleted.errors()).isEmpty();
      assertThat(deleted.output()).contains("1 entry deleted.");
      assertThat(theirs("-L"))
          .isEqualTo(before.stream().filter(line -> !line.startsWith("icmp ")).toList());
      var stats = host.casebook("conntrack", "stats", "ssh://gw1");
      assertThat(stats.errors()).isEmpty();
      assertThat(stats.output()).contains("insert_failed", " entries (");
    }
  }
}

package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about a tunnel that loses 1.11 % of the packets. Its picture of SmokePing is no
/// evidence that can be read; what such a SmokePing says as text is, and so is mtr's.
class LineLossPostTest {

  /// 90 rounds of 20 probes, 20 of them lost: 1.11 %.
  private static final int ROUNDS = 90;

  private static final int LOST = 20;

  @TempDir private Path folder = Path.of("");

  private String diagnose(String name, String text) throws IOException {
    var file = Files.writeString(folder.resolve(name), text);
    return Launch.of("diagnose", "--note", "line-loses-packets", "--verbose", file.toString())
        .output()
        .replaceAll("\\s+", " ");
  }

  /// @param slow milliseconds of the rounds that lost one
  private static String smokeping(double slow) {
    var csv = new StringBuilder("uptime,loss,median");
    for (int i = 1; i <= 20; i++) {
      csv.append(",ping").append(i);
    }
    csv.append('\n');
    for (int round = 0; round < ROUNDS; round++) {
      boolean lost = round >= 40 && round < 40 + LOST;
      double seconds = (lost ? slow : 12 + round % 3 * 0.1) / 1000;
      csv.append("nan,").append(lost ? 1 : 0).append(',').append(number(seconds));
      for (int i = 1; i <= 20; i++) {
        csv.append(',').append(lost && i == 20 ? "nan" : number(seconds + (i - 10) * 0.0001));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  @Test
  void lossAtPeakHoursWithADelayThatRisesIsAFullQueue() throws IOException {
    assertThat(diagnose("dl-gw.csv", smokeping(180)))
        .contains(
            "20 of 1800 probes to dl-gw were lost (1.11 %), and near them an answer took 180.0 ms,")
        .contains("a queue on the way is full")
        .contains("supported A queue on the way is full where packets are lost")
        .contains("Nor do they tell why a tunnel over TCP seemed better");
  }

  @Test
  void theSameLossWithAFlatDelayIsRandom() throws IOException {
    assertThat(diagnose("other-site.csv", smokeping(12.2)))
        .contains("20 of 1800 probes to other-site were lost (1.11 %)")
        .contains("they are lost at random and not in a full queue")
        .contains("ruled out A queue on the way is full where packets are lost");
  }

  @Test
  void aDelayThatRisesALittleDecidesNothing() throws IOException {
    assertThat(diagnose("third.csv", smokeping(29)))
        .contains("tells neither a full queue nor random loss");
  }

  /// The mtr of the seed's other post: the last hop that answers loses nothing.
  @Test
  void aWayThatEndsIsNoLineThatLoses() throws IOException {
    var mtr =
        """
        HOST: host-1.umops.us             Loss%   Snt   Last   Avg  Best  Wrst StDev
          1. 172.20.100.249                 0.0%    10    0.5   2.0   0.5  10.4   3.3
          2. 172.16.1.254                  0.0%    10    3.8   2.1   0.7   7.4   2.3
          3. 172.18.10.254                  0.0%    10    0.3   0.4   0.3   0.4   0.0
          4. ???
        """;
    assertThat(diagnose("mtr.txt", mtr)).contains("No finding");
  }

  @Test
  void aRouterThatLimitsItsAnswersIsNotTheLine() throws IOException {
    var mtr =
        """
        HOST: gw1                         Loss%   Snt   Last   Avg  Best  Wrst StDev
          1.|-- 192.0.2.1                  0.0%   100    0.4   0.4   0.3   0.9   0.1
          2.|-- 198.51.100.2              62.0%   100    3.1   3.0   2.9   3.4   0.1
          3.|-- 203.0.113.20               0.0%   100    3.2   3.1   3.0   3.9   0.1
        """;
    assertThat(diagnose("mtr.txt", mtr))
        .contains("No finding")
        .contains("A router on the way only limits its own answers (mtr.txt:3)");
    assertThat(
            diagnose(
                "mtr.txt",
                mtr.replace("203.0.113.20               0.0", "203.0.113.20               8.0")))
        .contains("mtr sees 8 % of 100 probes to 203.0.113.20 lost at the last hop")
        .contains("ruled out rival: A router on the way only limits its own answers");
  }
}

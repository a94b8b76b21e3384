package dev.casebook.wings.captures.capture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Lines of tcpdump 4.99.3.
class CountsTest {

  @Test
  void theLineThatItSaysWhenAskedIsRead() {
    assertThat(
            Counts.UNKNOWN.heard(
                "tcpdump: 6 packets captured, 12 packets received by filter, 1 packet dropped by"
                    + " kernel"))
        .contains(new Counts(6, 12, 1, 0));
  }

  @Test
  void itsLastLinesAreReadOneAfterTheOther() {
    var counts = Counts.UNKNOWN;
    for (var line :
        new String[] {
          "1 packet captured",
          "9 packets received by filter",
          "3 packets dropped by kernel",
          "5 packets dropped by interface"
        }) {
      counts = counts.heard(line).orElseThrow();
    }
    assertThat(counts).isEqualTo(new Counts(1, 9, 3, 5));
    assertThat(counts.dropped()).isEqualTo(8);
  }

  @Test
  void anythingElseIsNoCount() {
    assertThat(Counts.UNKNOWN.heard("tcpdump: eth9: No such device exists")).isEmpty();
  }
}

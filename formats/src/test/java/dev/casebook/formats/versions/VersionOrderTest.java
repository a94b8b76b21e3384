package dev.casebook.formats.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionOrderTest {

  @ParameterizedTest
  @CsvSource({
    "1.0, <, 1.1",
    "1.0, =, 1.0",
    "1.9, <, 1.10",
    "1.05, =, 1.5",
    "2.17-326.el7_9, <, 2.34-1.el9",
    "2.17-326.el7_9, >, 2.17-326.el7",
    "1:1.0, >, 2.0",
    "0:1.0, =, 1.0",
    "1.0, <, 1.0-1",
    "1.0~rc1, <, 1.0",
    "1.0~rc1, >, 1.0~beta2",
    "1.0~~, <, 1.0~",
    "1.0^git1, >, 1.0",
    "1.0^git1, <, 1.0.1",
    "1.0^, <, 1.0^1",
    "1.0^~, <, 1.0^",
    "1a, <, 1.1",
    "a, <, 1",
    "1_0, =, 1.0",
    "1.0.., =, 1.0",
    "1.0a, >, 1.0",
    "é1, =, 1",
    "'', <, 1",
    "'', >, ~",
    "00000000000000000000001, =, 1",
    "99999999999999999999999, >, 9999999999999999999999",
  })
  void rpmOrdersVersionsThus(String one, char sign, String two) {
    assertOrder(RpmVersion::compare, one, sign, two);
  }

  @ParameterizedTest
  @CsvSource({
    "2.36-9+deb12u10, <, 2.36-9+deb12u14",
    "1:2.0-1, >, 9.0-1",
    "0:1.0, =, 1.0",
    "1.0, =, 1.0-0",
    "1.0, <, 1.0-1",
    "1.0~rc1, <, 1.0",
    "1.0~~, <, 1.0~",
    "1.0+b1, >, 1.0",
    "1.0a, <, 1.0+",
    "1.9, <, 1.10",
    "1.0-1-2, >, 1.0-1",
    "2.4.5-5.1+deb7u2, <, 2.4.6-3.1",
    "7.4.052-1, =, 7.4.52-1",
    "99999999999999999999999, >, 9999999999999999999999",
  })
  void dpkgOrdersVersionsThus(String one, char sign, String two) {
    assertOrder(DebianVersion::compare, one, sign, two);
  }

  @ParameterizedTest
  @CsvSource({
    "4.19.90-52.39, <, 4.19.90-52.40",
    "4.19.90-52.39.v2207.ky10.x86_64, <, 4.19.90-52.40",
    "4.19.90-52.40.v2207.ky10.x86_64, >, 4.19.90-52.40",
    "4.19.90-24.4.v2101.ky10.aarch64, <, 4.19.90-52.39.v2207.ky10.aarch64",
    "3.10.0-1160.el7.x86_64, =, 3.10.0-1160.el7",
    "3.10.0-1160.el7, <, 3.10.0-1160.2.1.el7",
    "4.14.0, <, 5.4",
    "5.4, =, 5.4.0",
    "5.0.16, <, 5.0.17",
    "5.15.0-91-generic, <, 5.15.0-101-generic",
    "6.8.0-rc3, <, 6.8.0",
    "6.8-rc3, <, 6.8-rc12",
    "6.8.0-rc3, <, 6.8.0-1.fc39",
    "6.1.0-9-amd64, <, 6.1.0-21-amd64",
    "'', <, 1",
  })
  void kernelsAreOrderedThus(String one, char sign, String two) {
    assertOrder(KernelRelease::compare, one, sign, two);
  }

  @Test
  void everyOrderIsAntisymmetricAndTransitive() {
    var random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      var three = List.of(VersionText.of(random), VersionText.of(random), VersionText.of(random));
      assertIsOrder(RpmVersion::compare, three);
      assertIsOrder(DebianVersion::compare, three);
      assertIsOrder(KernelRelease::compare, three);
    }
  }

  private static void assertIsOrder(Comparator<String> order, List<String> three) {
    var sorted = three.stream().sorted(order).toList();
    assertThat(order.compare(sorted.get(0), sorted.get(2))).as("%s", sorted).isLessThanOrEqualTo(0);
    for (var one : three) {
      for (var two : three) {
        assertThat(Integer.signum(order.compare(one, two)))
            .as("%s and %s", one, two)
            .isEqualTo(-Integer.signum(order.compare(two, one)));
      }
    }
  }

  private static void assertOrder(Comparator<String> order, String one, char sign, String two) {
    int expected = "<=>".indexOf(sign) - 1;
    assertThat(Integer.signum(order.compare(one, two))).isEqualTo(expected);
    assertThat(Integer.signum(order.compare(two, one))).isEqualTo(-expected);
  }
}

package dev.casebook.formats.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any three texts, divided by zero bytes, as versions: each order is total.
class VersionsFuzz {

  private static final List<Comparator<String>> ORDERS =
      List.of(RpmVersion::compare, DebianVersion::compare, KernelRelease::compare);

  static Stream<byte[]> seeds() {
    return Stream.of(
            "1.0~rc1-1\0001.0-1\0001.0^git1-1",
            "1:2.17-326.el7_9\0002.36-9+deb12u10\0000:2.36-9+deb12u9~bpo1",
            "5.4.0-rc3\0005.4\0004.19.90-52.40.v2207.ky10.x86_64")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void theyHaveATotalOrder(byte[] bytes) {
    var texts = new String(bytes, StandardCharsets.UTF_8).split("\0", 3);
    for (var order : ORDERS) {
      for (var a : texts) {
        assertThat(order.compare(a, a)).isZero();
        for (var b : texts) {
          int signum = Integer.signum(order.compare(a, b));
          assertThat(Integer.signum(order.compare(b, a))).isEqualTo(-signum);
          for (var c : texts) {
            if (signum <= 0 && order.compare(b, c) <= 0) {
              assertThat(order.compare(a, c)).isNotPositive();
            }
          }
        }
      }
    }
  }
}

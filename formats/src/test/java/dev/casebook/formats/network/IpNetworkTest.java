package dev.casebook.formats.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "::, ::",
    "::1, ::1",
    "2001:DB8::1, 2001:db8::1",
    "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
    "2000:8080:5a0a:2f40:8002:0:0:5, 2000:8080:5a0a:2f40:8002::5",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:0:0:2:3:0:0:4, 1::2:3:0:0:4",
    "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::ffff:c000:201, ::ffff:192.0.2.1",
    "::FFFF:192.0.2.1, ::ffff:192.0.2.1",
    "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
    "fe80::1%eth0, fe80::1%eth0",
    "fe80::, fe80::",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:0:0:0:ffff:c000:201, ::ffff:192.0.2.1",
    "1000:0000:0000:0000:0000:0000:0212:0165, 1000::212:165",
  })
  void anAddressHasOneCanonicalText(String text, String canonical) {
    assertThat(IpAddress.of(text).orElseThrow().text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "256.0.0.1",
        "01.2.3.4",
        "1.2.3.4%eth0",
        "1.2.3.x",
        "xx.xx.xx.xx",
        "default",
        "2001:db8:5a0a:2f:",
        "1.2.3.-4",
        " 1.2.3.4",
        "1..2.3",
        "1.2.3.4.",
        "localhost",
        "example.org",
        ":",
        ":::",
        "1::2::3",
        "1:",
        ":1",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "::1:2:3:4:5:6:7:8",
        "::1.2.3",
        "1.2.3.4::",
        "fe80::1%",
        "fe80::1%a b",
        "१.२.३.४",
        "::１"
      })
  void whatIsNoAddressIsNone(String text) {
    assertThat(IpAddress.of(text)).isEmpty();
    assertThat(IpNetwork.of(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "172.20.0.7/24, 172.20.0.0/24",
    "172.20.0.0/255.255.252.0, 172.20.0.0/22",
    "0.0.0.0/0, 0.0.0.0/0",
    "192.0.2.9, 192.0.2.9/32",
    "2001:db8::1, 2001:db8::1/128",
    "2001:db8:ffff::1/33, 2001:db8:8000::/33",
    "::/0, ::/0",
    "10.8.0.5/0, 0.0.0.0/0",
    "2001:db8:1:2:3::1/64, 2001:db8:1:2::/64",
    "2001:db8::ffff/127, 2001:db8::fffe/127",
    "ffff::/1, 8000::/1",
    "ffff:ffff:ffff:ffff:ffff::/65, ffff:ffff:ffff:ffff:8000::/65",
  })
  void aNetworkHasOneCanonicalText(String text, String canonical) {
    assertThat(network(text).text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3.4/33",
        "1.2.3.4/-1",
        "1.2.3.4/",
        "1.2.3.4/255.0.255.0",
        "::/129",
        "::/1x",
        "1.2.3.4/8/8",
        "::/255.0.0.0",
        "10.0.0.0/x",
        "/8"
      })
  void whatIsNoNetworkIsNone(String text) {
    assertThat(IpNetwork.of(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "172.20.0.0/24, 172.20.0.255, true",
    "172.20.0.0/24, 172.20.1.0, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "::/0, 8.8.8.8, false",
    "::/0, ::1, true",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "::ffff:10.0.0.0/104, 10.1.2.3, true",
    "2001:db8::/32, 2001:db8:ffff::, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::/65, 2001:db8::8000:0:0:0, false",
    "192.0.2.1/32, 192.0.2.1, true",
    "fe80::/10, fe80::1%eth0, true",
  })
  void anAddressIsInsideOrNot(String network, String address, boolean inside) {
    assertThat(network(network).contains(IpAddress.of(address).orElseThrow())).isEqualTo(inside);
  }

  @Test
  void aNetmaskIsAPrefix() {
    assertThat(IpNetwork.of("172.20.3.4", "255.255.0.0").orElseThrow().text())
        .isEqualTo("172.20.0.0/16");
    assertThat(IpNetwork.of("172.20.3.4", "0.0.0.0").orElseThrow().text()).isEqualTo("0.0.0.0/0");
    assertThat(IpNetwork.of("172.20.3.4", "255.0.255.0")).isEmpty();
    assertThat(IpNetwork.of("172.20.3.4", "ffff::")).isEmpty();
    assertThat(IpAddress.of("ffff:8000::").orElseThrow().maskLength()).hasValue(17);
  }

  @Test
  void procWritesIpv4BackwardsAndIpv6InWords() {
    assertThat(IpAddress.ofHostOrderHex("FE0014AC").orElseThrow().text()).isEqualTo("172.20.0.254");
    assertThat(IpAddress.ofHostOrderHex("B80D0120000001000000000001000000").orElseThrow().text())
        .isEqualTo("2001:db8:1::1");
    assertThat(IpAddress.ofHex("20010db8000100000000000000000001").orElseThrow().text())
        .isEqualTo("2001:db8:1::1");
    assertThat(IpAddress.ofHostOrderHex("FE0014A")).isEmpty();
    assertThat(IpAddress.ofHostOrderHex("")).isEmpty();
    assertThat(IpAddress.ofHex("zz010db8000100000000000000000001")).isEmpty();
    assertThat(IpAddress.ofHex("+0000001")).isEmpty();
  }

  @Test
  void anAddressThatStandsForAnyIsKnown() {
    assertThat(IpAddress.of("0.0.0.0").orElseThrow().isAny()).isTrue();
    assertThat(IpAddress.of("::").orElseThrow().isAny()).isTrue();
    assertThat(IpAddress.of("::ffff:0.0.0.0").orElseThrow().isAny()).isFalse();
    assertThat(IpNetwork.all(true).text()).isEqualTo("0.0.0.0/0");
    assertThat(IpNetwork.all(false).text()).isEqualTo("::/0");
  }

  @Test
  void anIpv4AddressStandsForAnIpv6One() {
    var address = IpAddress.of("192.0.2.1").orElseThrow();
    assertThat(address.mapped().text()).isEqualTo("::ffff:192.0.2.1");
    assertThat(address.family()).isEqualTo("ipv4");
    assertThat(address.mapped().family()).isEqualTo("ipv6");
  }

  @Test
  void aNetworkLiesInsideAWiderOne() {
    assertThat(network("10.0.0.0/8").contains(network("10.1.0.0/16"))).isTrue();
    assertThat(network("10.1.0.0/16").contains(network("10.0.0.0/8"))).isFalse();
    assertThat(network("::/0").contains(network("2001:db8::/32"))).isTrue();
  }

  @Test
  void randomAddressesReadBackAndAreTheBytesThatTheJdkReads() throws Exception {
    var random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      var address = random(random);
      var text = address.text();
      assertThat(IpAddress.of(text)).as(text).contains(address);
      if (!address.isV4OrMapped()) {
        byte[] bytes = InetAddress.getByName(text).getAddress();
        assertThat(new BigInteger(1, bytes))
            .as(text)
            .isEqualTo(
                new BigInteger(Long.toUnsignedString(address.high()))
                    .shiftLeft(64)
                    .or(new BigInteger(Long.toUnsignedString(address.low()))));
      }
    }
  }

  @Test
  void anyTextIsReadWithoutFailing() {
    var random = new Random(5);
    var letters = "0123456789abfF:::...//%% g";
    assertThatCode(
            () -> {
              for (int round = 0; round < 200_000; round++) {
                var text = new StringBuilder();
                for (int i = random.nextInt(20); i > 0; i--) {
                  text.append(letters.charAt(random.nextInt(letters.length())));
                }
                IpNetwork.of(text.toString()).ifPresent(IpNetworkTest::readBack);
              }
            })
        .doesNotThrowAnyException();
  }

  private static void readBack(IpNetwork network) {
    assertThat(IpNetwork.of(network.text())).contains(network);
  }

  private static IpAddress random(Random random) {
    long high = random.nextBoolean() ? random.nextLong() : random.nextLong() & 0xFFFF0000FFFFL;
    long low = random.nextBoolean() ? random.nextLong() : random.nextLong() & 0xFFFFL;
    return random.nextInt(4) == 0
        ? new IpAddress(true, 0, 0xFFFF00000000L | (low & 0xFFFFFFFFL), "")
        : new IpAddress(false, high, low, "");
  }

  private static IpNetwork network(String text) {
    return IpNetwork.of(text).orElseThrow();
  }
}

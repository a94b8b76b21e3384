package dev.casebook.tables.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "::, ::",
    "::1, ::1",
    "2001:0DB8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "fe80::, fe80::",
    "0:0:0:0:0:ffff:c000:201, ::ffff:192.0.2.1",
    "::ffff:192.0.2.1, ::ffff:192.0.2.1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
    "1000:0000:0000:0000:0000:0000:0212:0165, 1000::212:165",
  })
  void anAddressHasOneCanonicalForm(String text, String canonical) {
    assertThat(Address.canonical(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.0.0.1",
        "01.2.3.4",
        "1.2.3.x",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "::1:2:3:4:5:6:7:8",
        "g::1",
        "12345::",
        "fe80::1%eth0",
        "1.2.3.4::",
        "::1.2.3",
        "xx.xx.xx.xx",
        "default",
        "2001:db8:5a0a:2f:"
      })
  void whatIsNoAddressIsNotTakenForOne(String text) {
    assertThat(Address.of(text)).isEmpty();
  }

  @Test
  void randomAddressesReadAsTheJdkReadsThem() throws UnknownHostException {
    var random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      var bytes = new byte[16];
      random.nextBytes(bytes);
      for (int zero = random.nextInt(17); zero > 0; zero--) {
        bytes[random.nextInt(16)] = 0;
      }
      var jdk = InetAddress.getByAddress(bytes);
      var address = Address.of(jdk.getHostAddress()).orElseThrow();
      assertThat(InetAddress.getByName(address.text())).isEqualTo(jdk);
      assertThat(Address.of(address.text())).contains(address);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10.8.0.5/24, 10.8.0.0/24",
    "10.8.0.5, 10.8.0.5/32",
    "0.0.0.0/0, 0.0.0.0/0",
    "10.8.0.5/0, 0.0.0.0/0",
    "2001:db8:1:2:3::1/64, 2001:db8:1:2::/64",
    "2001:db8::ffff/127, 2001:db8::fffe/127",
    "2001:db8::1, 2001:db8::1/128",
    "ffff::/1, 8000::/1",
    "ffff:ffff:ffff:ffff:ffff::/65, ffff:ffff:ffff:ffff:8000::/65",
  })
  void aNetworkHasNoBitsBehindItsPrefix(String text, String canonical) {
    assertThat(Network.of(text).orElseThrow().text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/", "10.0.0.0/x", "/8"})
  void aPrefixFitsItsFamily(String text) {
    assertThat(Network.of(text)).isEmpty();
  }

  @Test
  void aNetmaskIsAPrefix() {
    assertThat(Network.of("172.20.3.4", "255.255.0.0").orElseThrow().text())
        .isEqualTo("172.20.0.0/16");
    assertThat(Network.of("172.20.3.4", "0.0.0.0").orElseThrow().text()).isEqualTo("0.0.0.0/0");
    assertThat(Network.of("172.20.3.4", "255.0.255.0")).isEmpty();
  }

  @Test
  void procWritesIpv4BackwardsAndIpv6InWords() {
    assertThat(Address.ofHostOrderHex("FE0014AC").orElseThrow().text()).isEqualTo("172.20.0.254");
    assertThat(Address.ofHostOrderHex("B80D0120000001000000000001000000").orElseThrow().text())
        .isEqualTo("2001:db8:1::1");
    assertThat(Address.ofHex("20010db8000100000000000000000001").orElseThrow().text())
        .isEqualTo("2001:db8:1::1");
    assertThat(Address.ofHostOrderHex("FE0014A")).isEmpty();
    assertThat(Address.ofHostOrderHex("")).isEmpty();
    assertThat(Address.ofHex("zz010db8000100000000000000000001")).isEmpty();
  }
}

package dev.casebook.formats.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKindTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, unspecified",
    "::, unspecified",
    "127.1.2.3, loopback",
    "::1, loopback",
    "169.254.1.1, link-local",
    "fe80::1%eth0, link-local",
    "224.0.0.1, multicast",
    "ff02::1, multicast",
    "10.1.2.3, private",
    "172.31.0.1, private",
    "172.32.0.1, global",
    "192.168.0.1, private",
    "fd00::1, private",
    "::ffff:10.0.0.1, private",
    "8.8.8.8, global",
    "2001:db8::1, global"
  })
  void eachAddressHasAKind(String address, String kind) {
    assertThat(AddressKind.of(IpAddress.of(address).orElseThrow()).word()).isEqualTo(kind);
  }
}

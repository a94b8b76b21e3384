package dev.casebook.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.formats.network.AddressKind;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPlanTest {

  private static final Key KEY = Key.of("07".repeat(32));

  private static Point point(String text) {
    return Point.of(IpAddress.of(text).orElseThrow());
  }

  private static AddressPlan plan(String... written) {
    var plan = new AddressPlan(KEY, new MacPlan(KEY));
    for (var text : written) {
      var network = IpNetwork.of(text).orElseThrow();
      var address = point(text.replaceFirst("/.*", ""));
      if (text.contains("/")) {
        plan.know(address, Point.length(network));
      } else {
        plan.see(address);
      }
    }
    plan.seal();
    return plan;
  }

  private static String image(AddressPlan plan, String address) {
    return plan.image(point(address)).address("").text();
  }

  @Test
  void hostsStayInTheImageOfTheirNetwork() {
    var plan = plan("10.8.0.0/24", "10.8.0.5", "10.8.0.9", "10.9.0.5");
    var network = IpNetwork.of(image(plan, "10.8.0.0") + "/24").orElseThrow();
    assertThat(network.text()).isNotEqualTo("10.8.0.0/24");
    assertThat(network.contains(IpAddress.of(image(plan, "10.8.0.5")).orElseThrow())).isTrue();
    assertThat(network.contains(IpAddress.of(image(plan, "10.8.0.9")).orElseThrow())).isTrue();
    assertThat(network.contains(IpAddress.of(image(plan, "10.9.0.5")).orElseThrow())).isFalse();
  }

  @Test
  void aNetworkInANetworkStaysInIt() {
    var plan = plan("172.20.0.0/16", "172.20.100.0/24", "172.20.100.7", "172.20.3.3");
    var outer = IpNetwork.of(image(plan, "172.20.0.0") + "/16").orElseThrow();
    var inner = IpNetwork.of(image(plan, "172.20.100.0") + "/24").orElseThrow();
    assertThat(outer.contains(inner)).isTrue();
    assertThat(inner.contains(IpAddress.of(image(plan, "172.20.100.7")).orElseThrow())).isTrue();
    assertThat(inner.contains(IpAddress.of(image(plan, "172.20.3.3")).orElseThrow())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {24, 28, 29, 30})
  void membersNeverBecomeTheNetworksOwnAddresses(int length) {
    int size = 1 << (32 - length);
    var plan = plan("192.168.7.0/" + length);
    var images = new HashSet<String>();
    var network = IpNetwork.of(image(plan, "192.168.7.0") + "/" + length).orElseThrow();
    for (int host = 1; host < size - 1; host++) {
      var image = image(plan, "192.168.7." + host);
      assertThat(network.contains(IpAddress.of(image).orElseThrow())).isTrue();
      images.add(image);
    }
    assertThat(images).hasSize(size - 2).doesNotContain(network.address().text());
    var last = image(plan, "192.168.7." + (size - 1));
    assertThat(images).doesNotContain(last);
    assertThat(point(last)).isEqualTo(point(network.address().text()).last(96 + length));
  }

  @Test
  void noImageIsAnAddressThatSomebodyHas() {
    var plan = new AddressPlan(KEY, new MacPlan(KEY));
    for (int net = 0; net < 200; net++) {
      for (int host = 1; host < 255; host += 11) {
        plan.know(point("192.168." + net + "." + host), 96 + 24);
      }
    }
    plan.see(point("203.0.113.9"));
    plan.seal();
    for (int net = 0; net < 200; net++) {
      for (int host = 1; host < 255; host += 11) {
        assertThat(plan.isSeen(plan.image(point("192.168." + net + "." + host)))).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "127.0.0.1",
        "127.0.0.53",
        "169.254.169.254",
        "224.0.0.251",
        "255.255.255.0",
        "255.255.255.255",
        "128.0.0.0",
        "192.0.0.0",
        "0.0.0.255",
        "::",
        "::1",
        "ff02::1",
        "ff02::fb"
      })
  void whatIsNobodysStays(String address) {
    assertThat(image(plan("10.0.0.0/24", address), address)).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.31.9.9",
        "192.168.0.1",
        "8.8.8.8",
        "100.64.3.2",
        "2001:db8::1",
        "fd12::7",
        "fe80::5054:ff:fe12:3456"
      })
  void anAddressKeepsItsKindAndIsAnother(String address) {
    var image = image(plan(address), address);
    assertThat(image).isNotEqualTo(address);
    assertThat(AddressKind.of(IpAddress.of(image).orElseThrow()))
        .isEqualTo(AddressKind.of(IpAddress.of(address).orElseThrow()));
  }

  @Test
  void aWrittenRangeStaysOne() {
    var plan = new AddressPlan(KEY, new MacPlan(KEY));
    plan.know(point("10.8.0.0"), 96 + 24);
    plan.range(point("10.8.0.50"), point("10.8.0.200"));
    plan.seal();
    var order =
        List.of("10.8.0.7", "10.8.0.50", "10.8.0.51", "10.8.0.199", "10.8.0.200", "10.8.0.250");
    var images = order.stream().map(address -> plan.image(point(address))).toList();
    assertThat(images).isSorted().isNotEqualTo(order.stream().map(AddressPlanTest::point).toList());
  }

  @Test
  void theFirstNetworkInANetworkHasItsAddress() {
    var plan = plan("10.8.0.0/16", "10.8.0.0/24", "10.8.255.0/24");
    assertThat(image(plan, "10.8.0.0")).endsWith(".0.0");
    assertThat(image(plan, "10.8.255.255")).endsWith(".255.255");
  }

  @Test
  void anAddressMadeOfAHardwareAddressIsMadeOfItsToken() {
    var macs = new MacPlan(KEY);
    var plan = new AddressPlan(KEY, macs);
    var address = point("fe80::5054:ff:fe12:3456");
    plan.see(address);
    plan.seal();
    assertThat(MacPlan.macOf(plan.image(address).low())).isEqualTo(macs.image(0x525400123456L));
  }

  @Test
  void theSameKeyGivesTheSameImages() {
    assertThat(image(plan("10.8.0.0/24"), "10.8.0.5"))
        .isEqualTo(image(plan("10.8.0.0/24"), "10.8.0.5"));
  }
}

package dev.casebook.wings.captures.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.wings.captures.capture.Place.Origin.OverRpcap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {

  private static List<String> labels(String... hosts) {
    return Place.of(List.of(hosts), List.of("any")).stream().map(Place::label).toList();
  }

  @Test
  void aHostHasTheInterfacesThatItNamesOrThoseOfAll() {
    assertThat(labels("here", "ssh://root@web1:2222/eth0,lo", "ssh://db[1-2]"))
        .containsExactly("here any", "web1 eth0", "web1 lo", "db1 any", "db2 any");
  }

  @Test
  void aPlaceThatIsNamedTwiceIsOne() {
    assertThat(labels("here", "here/any")).containsExactly("here any");
  }

  @Test
  void anRpcapdHasItsPortAndPerhapsAUser() {
    assertThat(Place.of(List.of("rpcap://joe@win7/eth0"), List.of("any")))
        .containsExactly(new Place(new OverRpcap("win7", 2002, "joe"), "eth0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web1",
        "ssh://-oProxyCommand=x",
        "ssh://web1/-w",
        "ssh://web1/a b\u0007",
        "rpcap://win7:99999",
        "rpcaps://win7",
        "ssh://web[001-100]"
      })
  void anythingElseIsRefused(String host) {
    assertThatThrownBy(() -> labels(host)).isInstanceOf(IllegalArgumentException.class);
  }
}

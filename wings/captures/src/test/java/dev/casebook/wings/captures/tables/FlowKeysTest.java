package dev.casebook.wings.captures.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.dissect.Packets;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowKeysTest {

  @Test
  void flowsAreToldApartAsAMapOfTheirTextsWould() {
    var random = new Random(5);
    var keys = new FlowKeys<Integer>();
    var texts = new HashMap<String, Integer>();
    var says = new Dissection();
    for (int i = 0; i < 50_000; i++) {
      var a = "10.0.0." + random.nextInt(100);
      var b = "10.0.1." + random.nextInt(100);
      int from = random.nextInt(20);
      int to = random.nextInt(2);
      boolean back = random.nextBoolean();
      var packet =
          Packets.ip(
              17,
              back ? b : a,
              back ? a : b,
              Packets.udp(back ? to : from, back ? from : to, new byte[0]));
      says.of(packet, 0, packet.length, 101);
      var number = keys.find(says);
      assertThat(number).isEqualTo(texts.get(a + " " + from + " " + b + " " + to));
      if (number == null) {
        keys.put(texts.size());
        texts.put(a + " " + from + " " + b + " " + to, texts.size());
      }
    }
    assertThat(texts).hasSizeGreaterThan(10_000);
  }
}

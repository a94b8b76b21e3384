package dev.casebook.wings.etcd.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTextTest {

  @Test
  void aKeyOfUtf8IsItsOwnText() {
    for (var key :
        List.of("/registry/pods/default/web", "schlüssel", "\uFFFD", "a\\b", "", "\\x")) {
      assertThat(KeyText.of(key.getBytes(UTF_8))).isEqualTo(key);
      assertThat(KeyText.bytes(key)).isEqualTo(key.getBytes(UTF_8));
    }
  }

  @Test
  void otherBytesAreEscapedOneByOne() {
    assertThat(KeyText.of("a\u00FF\u00FEb".getBytes(ISO_8859_1))).isEqualTo("a\\xff\\xfeb");
    assertThat(KeyText.usual("a\\xFFb\\x63")).isEqualTo("a\\xffbc");
  }

  @Test
  void whatWouldBeReadAsAnEscapeIsOneItself() {
    assertThat(KeyText.of("a\\xffb".getBytes(UTF_8))).isEqualTo("a\\x5cxffb");
  }

  @Test
  void everyKeyComesBackAndNoTwoShareAText() {
    var random = new Random(1);
    var texts = new HashSet<String>();
    var keys = new HashSet<String>();
    for (var i = 0; i < 20_000; i++) {
      var key = new byte[random.nextInt(8)];
      for (var at = 0; at < key.length; at++) {
        key[at] = (byte) "\\xff0a\u00C3\u00A4\u00E2".charAt(random.nextInt(9));
      }
      var text = KeyText.of(key);
      assertThat(KeyText.bytes(text)).isEqualTo(key);
      texts.add(text);
      keys.add(new String(key, ISO_8859_1));
    }
    assertThat(texts).hasSameSizeAs(keys);
  }
}

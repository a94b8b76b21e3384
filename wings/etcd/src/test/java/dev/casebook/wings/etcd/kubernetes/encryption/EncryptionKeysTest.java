package dev.casebook.wings.etcd.kubernetes.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class EncryptionKeysTest {
  private static final byte[] SECRET = ascii("0123456789abcdef0123456789abcdef");
  private static final byte[] PLAIN = ascii("k8s\0 what was encrypted");
  private static final String ETCD_KEY = "/registry/secrets/default/token";

  /// "Cryptography in NaCl", section 8: HSalsa20 of the shared key, and of it with a nonce.
  @Test
  void hSalsa20HashesTheNaclExample() {
    var firstKey = hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
    var nonce = hex("69696ee955b62b73cd62bda875fc73d6");
    assertThat(Salsa20.hashedKey(firstKey, nonce))
        .isEqualTo(hex("dc908dda0b9344a953629b733820778880f3ceb421bb61b91cbd4c3e66256ce4"));
  }

  /// RFC 8439 section 2.5.2.
  @Test
  void poly1305TagsTheRfcExample() {
    var key = hex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
    assertThat(Poly1305.tag(key, ascii("Cryptographic Forum Research Group")))
        .isEqualTo(hex("a8061dc1305136c6c22b8baf0c0127a9"));
  }

  /// "Cryptography in NaCl", section 10: the boxed message of 131 bytes.
  @Test
  void secretboxOpensTheNaclExample() {
    var key = hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
    var nonce = hex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
    var box =
        hex(
            """
            f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c5\
            31a1186ac0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8a\
            b932164548e526ae90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622\
            a43d14a6599b1f654cb45a74e355a5\
            """);
    var message =
        hex(
            """
            be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728d4\
            5e6c61296cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a\
            024a838f21af1fde048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705\
            """);
    assertThat(Secretbox.open(key, nonce, box)).isEqualTo(message);
    box[40] ^= 1;
    assertThat(Secretbox.open(key, nonce, box)).isNull();
  }

  @Test
  void aesGcmOpensOnlyUnderItsOwnEtcdKey() throws Exception {
    var nonce = Arrays.copyOf(SECRET, 12);
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key(), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(ascii(ETCD_KEY));
    var value = join(ascii("k8s:enc:aesgcm:v1:key1:"), nonce, cipher.doFinal(PLAIN));
    assertThat(keys("aesgcm").decrypt(ETCD_KEY, value)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> keys("aesgcm").decrypt("/registry/secrets/default/other", value))
        .isInstanceOf(UndecryptableException.class)
        .hasMessage("aesgcm key key1 does not open this value");
  }

  @Test
  void aesCbcIsUnpadded() throws Exception {
    var iv = Arrays.copyOf(SECRET, 16);
    var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, key(), new IvParameterSpec(iv));
    var value = join(ascii("k8s:enc:aescbc:v1:key1:"), iv, cipher.doFinal(PLAIN));
    assertThat(keys("aescbc").decrypt(ETCD_KEY, value)).isEqualTo(PLAIN);
  }

  @Test
  void anUnknownKeyAndAShortPayloadAreSaid() throws Exception {
    var keys = keys("secretbox");
    assertThatThrownBy(() -> keys.decrypt(ETCD_KEY, ascii("k8s:enc:kms:v2:vault:xyz")))
        .hasMessage("kms key vault: version v2");
    assertThatThrownBy(() -> keys.decrypt(ETCD_KEY, ascii("k8s:enc:secretbox:v1:old:xyz")))
        .hasMessage("secretbox key old is not among the keys given");
    assertThatThrownBy(() -> keys.decrypt(ETCD_KEY, ascii("k8s:enc:secretbox:v1:key1:xyz")))
        .hasMessage("secretbox key key1 does not open this value");
    assertThatThrownBy(() -> EncryptionKey.of("aescbc", "short", new byte[5]))
        .hasMessage("key short of aescbc has 5 bytes");
  }

  private static EncryptionKeys keys(String provider) throws UndecryptableException {
    var key = Map.of("name", "key1", "secret", Base64.getEncoder().encodeToString(SECRET));
    var providers =
        List.of(Map.of("identity", Map.of()), Map.of(provider, Map.of("keys", List.of(key))));
    return EncryptionKeys.from(Map.of("resources", List.of(Map.of("providers", providers))));
  }

  private static SecretKeySpec key() {
    return new SecretKeySpec(SECRET, "AES");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}

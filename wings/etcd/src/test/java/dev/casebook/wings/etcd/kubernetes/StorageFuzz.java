package dev.casebook.wings.etcd.kubernetes;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes as a stored value: read or refused, and what decodes encodes to the same bytes.
class StorageFuzz {

  /// Found by fuzzing: a stranger's own keys that are marks elsewhere, one without a name, and a
  /// kind that is not a string.
  private static final byte[] MARKED =
      "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"@value\":1,\"spec\":{\"@value\":[{\"@wire\":\"\"}]}}"
          .getBytes(StandardCharsets.UTF_8);

  private static final byte[] NAMELESS = "{\"\":1}".getBytes(StandardCharsets.UTF_8);

  private static final byte[] KIND_IS_A_NUMBER = "{\"kind\":1}".getBytes(StandardCharsets.UTF_8);

  static Stream<byte[]> seeds() throws Exception {
    return Stream.concat(
        StorageFuzzTest.seeds().stream(), Stream.of(MARKED, NAMELESS, KIND_IS_A_NUMBER));
  }

  @MethodSource("seeds")
  @FuzzTest
  void whatDecodesEncodesToTheSameBytes(byte[] value) throws Exception {
    StorageFuzzTest.check(value);
  }
}

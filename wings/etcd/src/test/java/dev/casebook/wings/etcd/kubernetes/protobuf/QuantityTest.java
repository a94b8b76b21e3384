package dev.casebook.wings.etcd.kubernetes.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
  /// What kubectl 1.32 makes of each: `kubectl create quota q --hard=cpu=… --dry-run=client`.
  @ParameterizedTest
  @CsvSource({
    "0.5,500m",
    "1000m,1",
    "1.5Gi,1536Mi",
    "1024Ki,1Mi",
    "1000Ki,1000Ki",
    "1e3,1e3",
    "12e6,12e6",
    "0.1n,1n",
    "1.0000000001,1000000001n",
    "100E,100E",
    "2E,2E",
    "0.5Ki,512",
    "1023.5,1023500m",
    "-1.5,-1500m",
    "1Ki,1Ki",
    "1.1Ki,1126400m",
    "1e-3,1e-3",
    "1E2,100",
    "5000n,5u",
    "0.000,0",
    "10000000000000000000,10E",
    "3.14159265358979,3141592654n",
    "1e1,10",
    "1.5Ei,1536Pi",
    "8Ei,9223372036854775807",
    "-1024.5Ki,-1049088",
    "12e-1,1200e-3",
    "0,0",
    "100Mi,100Mi"
  })
  void aQuantityIsSpelledCanonically(String given, String canonical) {
    assertThat(Quantity.canonical(given)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({"one", "1.2.3", "1Zi", "''", "-", "1e9999", "."})
  void textThatIsNoQuantityStays(String text) {
    assertThat(Quantity.canonical(text)).isEqualTo(text);
  }
}

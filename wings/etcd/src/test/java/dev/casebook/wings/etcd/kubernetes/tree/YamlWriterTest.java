package dev.casebook.wings.etcd.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class YamlWriterTest {
  /// The pair was made with kubectl 1.32: a ControllerRevision's `data` printed with `-o yaml`.
  @Test
  void stringsNumbersBlocksAndKeysLookAsKubectlPrintsThem() throws Exception {
    var tree = Json.read(resource("kubectl-style.json"), new TreeBudget());
    assertThat(YamlWriter.write(tree))
        .isEqualTo(new String(resource("kubectl-style.yaml"), StandardCharsets.UTF_8));
  }

  @Test
  void longStringsStayOnOneLine() {
    var message = "word ".repeat(100) + "end";
    assertThat(YamlWriter.write(Map.of("message", message)))
        .isEqualTo("message: " + message + "\n");
  }

  @Test
  void emptyAndScalarDocumentsAreOneLine() {
    assertThat(YamlWriter.write(Map.of())).isEqualTo("{}\n");
    assertThat(YamlWriter.write(List.of())).isEqualTo("[]\n");
    assertThat(YamlWriter.write("a\nb")).isEqualTo("|-\n  a\n  b\n");
    assertThat(YamlWriter.write(List.of(List.of(1L), Map.of("a", 2L))))
        .isEqualTo("- - 1\n- a: 2\n");
  }

  /// Numbers of more than 64 bits wrap in this order; that must not break sorting.
  @Test
  void keysOfManyDigitsAreSortedSomehow() {
    var keys = new TreeMap<String, Object>();
    for (int i = 0; i < 200; i++) {
      keys.put("9".repeat(i % 40 + 1) + "-" + "7".repeat(i % 23 + 1) + i, 1L);
    }
    assertThat(YamlWriter.write(keys)).contains("777");
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = YamlWriterTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}

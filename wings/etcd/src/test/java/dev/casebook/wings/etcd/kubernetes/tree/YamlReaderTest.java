package dev.casebook.wings.etcd.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlReaderTest {

  @Test
  void aLeadingZeroIsOctalAsForKubectl() throws MalformedException {
    assertThat(YamlReader.documents("mode: 0644\ntext: '0644'\nzero: 0\nnine: 0900\n"))
        .isEqualTo(List.of(Map.of("mode", 420L, "text", "0644", "zero", 0, "nine", 900)));
  }

  @Test
  void everyDocumentIsRead() throws MalformedException {
    assertThat(YamlReader.documents("a: 1\n---\n{\"b\": [true, null]}\n")).hasSize(2);
  }

  @Test
  void whatIsNoYamlIsSaidOnOneLine() {
    assertThatThrownBy(() -> YamlReader.documents("a: [\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> YamlReader.documents("[".repeat(100_000)))
        .isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> YamlReader.documents("a: 1\na: 2\n"))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("duplicate key a");
  }
}

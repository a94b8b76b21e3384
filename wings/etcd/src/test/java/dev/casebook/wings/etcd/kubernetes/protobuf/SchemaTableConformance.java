package dev.casebook.wings.etcd.kubernetes.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// The schema table is what its generator makes of the list of API fields.
///
/// Run by name: `-Dtest=SchemaTableConformance -Dcasebook.shared=DIR`.
@EnabledIfSystemProperty(named = "casebook.shared", matches = ".+")
class SchemaTableConformance {
  @Test
  void theTableIsTheGeneratorsOutput() throws Exception {
    var shared = Path.of(System.getProperty("casebook.shared", "."));
    var fields = Files.readAllLines(shared.resolve("evidence/kubernetes/k8s-fields.tsv"));
    try (var table = Schema.class.getResourceAsStream("schema.txt")) {
      var text = Objects.requireNonNull(table).readAllBytes();
      assertThat(new String(text, StandardCharsets.UTF_8))
          .isEqualTo(SchemaTableGenerator.table(fields));
    }
    System.out.printf("schema table: made from %d fields%n", fields.size());
  }
}

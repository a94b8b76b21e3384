package dev.casebook.wings.etcd.kubernetes.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SchemaTest {
  @Test
  void everyTypeIsFoundAndEveryFieldNamesAType() throws Exception {
    try (var in = Schema.class.getResourceAsStream("schema.txt")) {
      var lines =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      assertThat(lines).hasSizeGreaterThan(1200).isSorted();
      for (var line : lines) {
        var name = line.split(" ", 2)[0];
        int dot = name.lastIndexOf('.');
        var type = Schema.kubernetes().kind(name.substring(0, dot), name.substring(dot + 1));
        assertThat(type).isNotNull();
        assertFieldsResolve(Objects.requireNonNull(type));
      }
    }
  }

  private static void assertFieldsResolve(MessageType type) {
    for (int i = 0; i < type.size(); i++) {
      var field = type.field(i);
      assertThat(type.indexOf(field.number())).isEqualTo(i);
      if (field.typeName().contains(".")) {
        assertThat(Schema.kubernetes().typeOf(field))
            .as(type.name() + field)
            .isNotSameAs(Schema.UNKNOWN);
      }
    }
  }

  @Test
  void aKindOutsideTheTableIsAbsent() {
    assertThat(Schema.kubernetes().kind("example.org/v1", "Foo")).isNull();
    assertThat(Schema.kubernetes().kind("", "")).isNotNull();
    assertThat(Schema.kubernetes().kind("zzz/v1", "Zzz")).isNull();
  }
}

package dev.casebook.wings.etcd.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Differences of objects, field by field.
class TreeChangesTest {

  private static List<String> texts(Map<?, ?> before, Map<?, ?> after) {
    return TreeChanges.between(before, after).stream().map(FieldChange::text).toList();
  }

  @Test
  void equalObjectsHaveNoChanges() {
    assertThat(texts(Map.of("a", List.of(1)), Map.of("a", List.of(1L)))).isEmpty();
  }

  @Test
  void membersAreAddedRemovedAndChanged() {
    assertThat(
            texts(
                Map.of("a", 1, "b", Map.of("x.y/z", "old")),
                Map.of("b", Map.of("x.y/z", "new"), "c", List.of())))
        .containsExactly(".a: removed 1", ".b['x.y/z']: \"old\" → \"new\"", ".c: added []");
  }

  @Test
  void elementsArePairedByNameAndNotByPlace() {
    var web = Map.of("name", "web", "image", "1");
    var proxy = Map.of("name", "proxy");
    assertThat(
            texts(
                Map.of("containers", List.of(web)),
                Map.of("containers", List.of(proxy, Map.of("name", "web", "image", "2")))))
        .containsExactly(
            ".containers[name=proxy]: added {\"name\":\"proxy\"}",
            ".containers[name=web].image: \"1\" → \"2\"");
    assertThat(
            texts(
                Map.of("containers", List.of(web, proxy)),
                Map.of("containers", List.of(proxy, web))))
        .containsExactly(".containers: \"(one order)\" → \"(another)\"");
  }

  @Test
  void elementsWithoutANameArePairedByPlace() {
    assertThat(texts(Map.of("args", List.of("a", "b")), Map.of("args", List.of("a", "c", "d"))))
        .containsExactly(".args[1]: \"b\" → \"c\"", ".args[2]: added \"d\"");
  }

  @Test
  void longValuesAreCut() {
    assertThat(texts(Map.of(), Map.of("a", "x".repeat(100))).getFirst())
        .hasSize(".a: added ".length() + 60)
        .endsWith("…");
  }
}

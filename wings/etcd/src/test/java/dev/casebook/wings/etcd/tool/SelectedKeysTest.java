package dev.casebook.wings.etcd.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelectedKeysTest {

  @TempDir private Path folder;

  private List<String> found(KeyQuery query) throws UnreadableFile {
    try (var file = EtcdFile.open(Cluster.in(folder), Cluster.quiet())) {
      var selected = SelectedKeys.of(file, query, new ObjectReader(), false);
      var found = new ArrayList<String>();
      while (selected.next()) {
        found.add(selected.key() + " " + selected.record().main());
      }
      return found;
    }
  }

  private static KeyQuery at(long revision, String prefix) {
    return new KeyQuery(prefixed(prefix), revision, OptionalLong.empty(), List.of());
  }

  private static KeySelection prefixed(String prefix) {
    return new KeySelection(
        Optional.empty(),
        Optional.of(prefix),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static KeySelection resource(String resource, String namespace) {
    return new KeySelection(
        Optional.empty(),
        Optional.empty(),
        Optional.of(resource),
        Optional.of(namespace),
        Optional.empty());
  }

  @Test
  void aRevisionShowsWhatWasThereThen() throws UnreadableFile {
    assertThat(found(at(14, "/registry/pods/")))
        .containsExactly("/registry/pods/default/old 7", "/registry/pods/default/web 14");
    assertThat(found(at(0, "/registry/pods/default")))
        .containsExactly("/registry/pods/default/web 14");
  }

  @Test
  void aKeyThatWasCreatedAgainIsItsCurrentGeneration() throws UnreadableFile {
    assertThat(found(at(9, "/registry/configmaps/default/again")))
        .containsExactly("/registry/configmaps/default/again 6");
    assertThat(found(at(10, "/registry/configmaps/default/again"))).isEmpty();
    assertThat(found(at(0, "/registry/configmaps/default/again")))
        .containsExactly("/registry/configmaps/default/again 11");
  }

  @Test
  void aVersionIsThatOfTheGenerationThatIsLive() throws UnreadableFile {
    var second = new KeyQuery(KeySelection.ALL, 0, OptionalLong.of(2), List.of());
    assertThat(found(second))
        .containsExactly("/registry/configmaps/default/noise 9", "/registry/pods/default/web 13");
    var before = new KeyQuery(KeySelection.ALL, 9, OptionalLong.of(2), List.of());
    assertThat(found(before))
        .containsExactly(
            "/registry/configmaps/default/again 6", "/registry/configmaps/default/noise 9");
  }

  @Test
  void aFilterLooksAtTheChosenRevisionOnly() throws UnreadableFile {
    var onNode1 = List.of(PathFilter.parse(".spec.nodeName=node-1").orElseThrow());
    assertThat(found(new KeyQuery(KeySelection.ALL, 0, OptionalLong.empty(), onNode1))).isEmpty();
    assertThat(found(new KeyQuery(KeySelection.ALL, 13, OptionalLong.empty(), onNode1)))
        .containsExactly("/registry/pods/default/old 7", "/registry/pods/default/web 13");
  }

  @Test
  void resourcesAreNamedAsForKubectl() throws UnreadableFile {
    var any = OptionalLong.empty();
    for (var name : List.of("widgets", "widget.example.com", "widgets.example.com")) {
      assertThat(found(new KeyQuery(resource(name, "default"), 0, any, List.of())))
          .containsExactly("/registry/example.com/widgets/default/w1 19");
    }
    assertThat(found(new KeyQuery(resource("no", ""), 0, any, List.of())))
        .containsExactly("/registry/minions/node-1 4");
    assertThat(found(new KeyQuery(resource("svc", "default"), 0, any, List.of())))
        .containsExactly("/registry/services/specs/default/web 17");
    assertThat(found(new KeyQuery(resource("pods.other.org", "x"), 0, any, List.of()))).isEmpty();
  }

  @Test
  void aRevisionThatCannotBeToldIsRefusedInEtcdsWords() {
    assertThatThrownBy(() -> found(at(4, "")))
        .hasMessage(
            "revision 4: required revision has been compacted; the oldest that can be told is 5");
    assertThatThrownBy(() -> found(at(29, "")))
        .hasMessage(
            "revision 29: required revision is a future revision; the newest in this file is 28");
  }
}

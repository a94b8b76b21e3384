package dev.casebook.wings.etcd.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import org.junit.jupiter.api.Test;

class AnalysisTest {

  private static Analysis of(Store store, int depth) {
    return Analysis.of(store, store.currentRevision(), depth, 3, new DamageLog());
  }

  @Test
  void bytesAreLiveOrDead() {
    var store =
        new History()
            .put("/registry/pods/a/x", "12345")
            .put("/registry/pods/a/x", "123")
            .put("/registry/secrets/b", "1")
            .delete("/registry/secrets/b")
            .store();
    var analysis = of(store, 2);
    assertThat(analysis.total().liveKeys()).isEqualTo(1);
    assertThat(analysis.total().deletedKeys()).isEqualTo(1);
    assertThat(analysis.total().records()).isEqualTo(4);
    assertThat(analysis.total().liveValueBytes()).isEqualTo(3);
    assertThat(analysis.total().valueBytes()).isEqualTo(9);
    var all = 0L;
    for (var records = store.records(new DamageLog()); records.next(); ) {
      all += records.record().bytes();
    }
    assertThat(analysis.total().bytes()).isEqualTo(all);
  }

  @Test
  void aBeginningIsAsDeepAsAsked() {
    var store =
        new History()
            .put("/registry/pods/a/x", "")
            .put("/registry/pods/b/y", "")
            .put("key", "")
            .store();
    assertThat(of(store, 1).largestPrefixes())
        .extracting(PrefixUsage::prefix)
        .containsExactly("/registry/", "key");
    assertThat(of(store, 3).largestPrefixes())
        .extracting(PrefixUsage::prefix)
        .containsExactlyInAnyOrder("/registry/pods/a/", "/registry/pods/b/", "key");
    assertThat(of(store, 9).prefixes()).isEqualTo(3);
  }

  @Test
  void theListsAreCutAtTheirGreatest() {
    var history = new History();
    for (var i = 1; i <= 9; i++) {
      history.put("k" + i, "v".repeat(i));
    }
    for (var i = 0; i < 5; i++) {
      history.put("k4", "v");
    }
    var analysis = of(history.store(), 1);
    assertThat(analysis.largestValues())
        .extracting(KeyUsage::key)
        .containsExactly("k9", "k8", "k7");
    assertThat(analysis.largestKeys().getFirst().key()).isEqualTo("k4");
    assertThat(analysis.mostRewritten().getFirst().usage().records()).isEqualTo(6);
    assertThat(analysis.mostRewritten().getFirst().version()).isEqualTo(6);
  }

  @Test
  void theSampleIsFilledByItsPods() {
    var analysis = of(Sample.store(), 2);
    assertThat(analysis.largestPrefixes().getFirst().prefix()).isEqualTo("/registry/pods/");
    assertThat(analysis.largestValues().getFirst().key()).isEqualTo("/registry/configmaps/large");
  }
}

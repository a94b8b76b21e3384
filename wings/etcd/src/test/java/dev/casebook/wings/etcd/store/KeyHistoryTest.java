package dev.casebook.wings.etcd.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KeyHistoryTest {

  private static KeyHistory of(Store store, String key) {
    return KeyHistory.of(store, key.getBytes(StandardCharsets.UTF_8), new DamageLog());
  }

  @Test
  void aGenerationEndsWithItsDeletion() {
    var store =
        new History().put("a", "1").put("b", "1").put("a", "2").delete("a").put("a", "3").store();
    var history = of(store, "a");
    assertThat(history.versions())
        .extracting(version -> version.revision().main())
        .containsExactly(2L, 4L, 5L, 6L);
    assertThat(history.generations())
        .extracting(generation -> generation.size())
        .containsExactly(3, 1);
    assertThat(history.at(4)).map(KeyVersion::version).contains(2L);
    assertThat(history.at(5)).isEmpty();
    assertThat(history.at(6)).map(KeyVersion::createRevision).contains(6L);
  }

  @Test
  void aKeyNeverWrittenHasNoHistory() {
    assertThat(of(Sample.store(), "/registry").versions()).isEmpty();
  }

  @Test
  void aTransactionsChangesAreTellable() {
    var versions = of(Sample.store(), "/registry/pods/ns-1/pod-001").versions();
    assertThat(versions.getLast().revision()).isEqualTo(new Revision(251, 2));
    assertThat(versions.getLast().deleted()).isTrue();
  }

  @Test
  void aLeaseIsTold() {
    assertThat(of(Sample.store(), "/registry/leases/node-1").versions())
        .extracting(KeyVersion::lease)
        .containsExactly(7587L);
  }

  @Test
  void theValueIsFoundAgainByItsOffset() {
    var store = Sample.store();
    var version = of(store, "/registry/configmaps/large").versions().getLast();
    var record = new StoredRecord(store.file());
    assertThat(record.lookAgainAt(version.offset())).isTrue();
    assertThat(record.keyValue().valueBytes().byteSize()).isEqualTo(9000);
  }
}

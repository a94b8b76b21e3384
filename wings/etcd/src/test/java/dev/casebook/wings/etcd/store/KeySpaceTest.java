package dev.casebook.wings.etcd.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.BoltFile;
import dev.casebook.wings.etcd.bbolt.BoltFile.Leaf;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeySpaceTest {

  private static List<String> live(Store store, long revision) {
    return Sample.live(KeySpace.at(store, revision, new DamageLog()));
  }

  @Test
  void aKeyHasTheNewestValueThatItHadThen() {
    var store = new History().put("a", "1").put("a", "22").put("b", "333").put("a", "4444").store();
    assertThat(live(store, 2)).containsExactly("a=1");
    assertThat(live(store, 3)).containsExactly("a=2");
    assertThat(live(store, 4)).containsExactly("a=2", "b=3");
    assertThat(live(store, 5)).containsExactly("a=4", "b=3");
  }

  @Test
  void aDeletedKeyIsNotLive() {
    var store = new History().put("a", "1").put("b", "1").delete("a").store();
    assertThat(live(store, 3)).containsExactly("a=1", "b=1");
    assertThat(live(store, 4)).containsExactly("b=1");
  }

  @Test
  void aKeyCreatedAgainShowsItsCurrentGeneration() {
    var store = new History().put("a", "1").put("a", "2").delete("a").put("a", "3").store();
    var keys = KeySpace.counted(store, 5, new DamageLog());
    assertThat(keys.next()).isTrue();
    assertThat(keys.isLive()).isTrue();
    assertThat(keys.record().keyValue().createRevision()).isEqualTo(5);
    assertThat(keys.record().keyValue().version()).isEqualTo(1);
    assertThat(keys.retained()).isEqualTo(4);
    assertThat(keys.retainedValueBytes()).isEqualTo(3);
    assertThat(keys.next()).isFalse();
  }

  @Test
  void theSampleHasTheKeysThatEtcdctlLists() {
    assertThat(live(Sample.store(), 251))
        .hasSize(118)
        .contains("/registry/configmaps/large=9000", "/registry/txn/a=1", "compact_rev_key=1")
        .isSorted();
  }

  /// They are compared where they lie in the file.
  @Test
  void keysTooLongToBeHeldAreInOrderToo() {
    var keys =
        List.of(
            "m".repeat(70_001),
            "z",
            "m".repeat(69_999) + "n",
            "m",
            "m".repeat(70_000),
            "a",
            "mmn",
            "m".repeat(69_999) + "a");
    var records = new Leaf[keys.size()];
    for (var i = 0; i < records.length; i++) {
      records[i] =
          Leaf.of(
              History.revision(i + 2, 0, false), History.message(keys.get(i), "", i + 2, i + 2, 1));
    }
    var pages = 400;
    var file =
        new BoltFile(1024, pages)
            .metas(2, -1, pages)
            .leaf(2, Leaf.bucket("key", 3))
            .leaf(3, pages - 4, records);
    var store = Store.open(file.segment(), new DamageLog()).orElseThrow();
    assertThat(live(store, store.currentRevision()))
        .isEqualTo(keys.stream().sorted().map(key -> key + "=0").toList());
  }

  @Test
  void manyKeysAreTakenInPassesWithTheSameResult() {
    var random = new Random(3);
    var history = new History();
    var model = new TreeMap<String, String>();
    for (var i = 0; i < 9_000; i++) {
      var key = key(random);
      if (random.nextInt(6) == 0 && model.containsKey(key)) {
        history.delete(key);
        model.remove(key);
      } else {
        var value = "v".repeat(random.nextInt(9));
        history.put(key, value);
        model.put(key, value);
      }
    }
    var store = history.store();
    var expected = new ArrayList<String>();
    model.forEach((key, value) -> expected.add(key + "=" + value.length()));
    assertThat(expected.size()).isGreaterThan(3 * KeyTable.SLOTS_MIN);
    assertThat(inLatin(KeySpace.at(store, store.currentRevision(), new DamageLog())))
        .isEqualTo(expected);
    var bounded =
        KeySpace.bounded(store, store.currentRevision(), true, KeyTable.SLOTS_MIN, new DamageLog());
    assertThat(inLatin(bounded)).isEqualTo(expected);
  }

  private static List<String> inLatin(KeySpace keys) {
    var live = new ArrayList<String>();
    while (keys.next()) {
      if (keys.isLive()) {
        var keyValue = keys.record().keyValue();
        var key = keyValue.keyBytes().toArray(JAVA_BYTE);
        live.add(new String(key, StandardCharsets.ISO_8859_1) + "=" + keyValue.valueLength());
      }
    }
    return live;
  }

  /// Keys with long common beginnings, of any length around multiples of eight, some ending in
  /// zeros.
  private static String key(Random random) {
    var key = new StringBuilder("/registry/".substring(0, 1 + random.nextInt(10)));
    key.append("ab".repeat(random.nextInt(12))).append(random.nextInt(400));
    key.append("\0".repeat(random.nextInt(3)));
    if (random.nextInt(8) == 0) {
      key.append('\u00FF');
    }
    return key.toString();
  }
}

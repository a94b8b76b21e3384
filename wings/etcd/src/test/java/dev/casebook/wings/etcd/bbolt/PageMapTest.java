package dev.casebook.wings.etcd.bbolt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.BoltFile.Leaf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageMapTest {

  private static List<String> runs(BoltFile file) {
    var damages = new DamageLog();
    var database = file.database(damages);
    var map = new PageMap(database);
    Structure.check(database, KeyNames.HEX, damages, map);
    var runs = new ArrayList<String>();
    map.forEach(
        damages.isEmpty(),
        run ->
            runs.add(
                "%d+%d %s %s %d"
                    .formatted(
                        run.page(), run.pages(), run.use().title(), run.bucket(), run.elements())));
    return runs;
  }

  @Test
  void everyPageIsTold() {
    assertThat(runs(BoltFile.sound()))
        .containsExactly(
            "0+2 meta null 0",
            "2+1 leaf  2",
            "3+1 branch key 3",
            "4+1 leaf key 3",
            "5+1 leaf key 3",
            "6+1 leaf key 3",
            "7+1 free null 0");
  }

  @Test
  void overflowIsToldWithItsPage() {
    assertThat(runs(BoltFile.sound().leaf(6, 1, Leaf.of("g", "x".repeat(1500)))))
        .endsWith("6+2 leaf key 1");
  }

  @Test
  void pagesThatAreAlikeAreToldTogether() {
    var file = new BoltFile(1024, 9).metas(2, 3, 7).leaf(2).freelist(3, 4, 5);
    assertThat(runs(file))
        .containsExactly(
            "0+2 meta null 0",
            "2+1 leaf  0",
            "3+1 freelist null 0",
            "4+2 free null 0",
            "6+1 not reached null 0",
            "7+2 never used null 0");
  }

  @Test
  void whatDamageHidesIsNotCalledFree() {
    assertThat(runs(BoltFile.sound().zero(5)))
        .contains("5+1 not reached null 0", "7+1 not reached null 0");
  }

  @Test
  void bytesUsedAreThoseOfTheStructure() {
    var damages = new DamageLog();
    var database = BoltFile.sound().database(damages);
    var map = new PageMap(database);
    var structure = Structure.check(database, KeyNames.HEX, damages, map);
    var used = new ArrayList<Long>();
    map.forEach(true, run -> used.add(run.usedBytes()));
    assertThat(used.stream().mapToLong(Long::longValue).sum()).isEqualTo(structure.usedBytes());
  }
}

package dev.casebook.wings.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.load.FolderReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ledger of uids, which gives none twice.
class LedgerTest {

  private static final String COMPANY =
      """
      people:
        ann: {mail: ann@example.com, production: {uid: 20001}}
        bob: {mail: bob@example.com, production: {}}
        eve: {mail: eve@example.com, production: {}}
        joe: {mail: joe@example.com}
      groups:
        ops: {gid: 20002}
      """;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void begin() throws Exception {
    company(COMPANY);
  }

  private void company(String yaml) throws Exception {
    Files.writeString(folder.resolve("a.yaml"), yaml);
  }

  private Launch uid(String... words) {
    var line = new ArrayList<String>();
    line.add("uid");
    line.addAll(List.of(words));
    return Launch.of(folder, line.toArray(String[]::new));
  }

  private String ledger() throws Exception {
    return Files.readString(folder.resolve("uids.yaml"));
  }

  @Test
  void aFolderWithoutALedgerStaysAsItIs() {
    assertThat(Launch.of(folder, "lint").status()).isZero();
    assertThat(uid("--next").output()).isEqualTo("20003\n");
    assertThat(folder.resolve("uids.yaml")).doesNotExist();
  }

  @Test
  void aUidIsGivenOnceAndIsTheRowsFromThenOn() throws Exception {
    assertThat(uid("--record").output()).isEqualTo("1 uid recorded in uids.yaml\n");
    assertThat(uid("bob").output()).isEqualTo("20003\n");
    assertThat(uid("bob").output()).isEqualTo("20003\n");
    assertThat(ledger()).endsWith("uids:\n  20001: ann\n  20003: bob\n");
    assertThat(Launch.of(folder, "show", "bob").output()).contains("20003");
    assertThat(Launch.of(folder, "lint").status()).isZero();
    company(COMPANY.replace("  bob: {mail: bob@example.com, production: {}}\n", ""));
    assertThat(Launch.of(folder, "lint").status()).isZero();
    assertThat(uid("eve").output()).isEqualTo("20004\n");
    company(COMPANY.replace("eve@example.com, production: {}", "e@b, production: {uid: 20003}"));
    assertThat(Launch.of(folder, "lint").output())
        .contains("person eve: uid 20003 was given to bob (uids.yaml:5) and is never given again");
    assertThat(uid("eve").errors()).contains("uid 20003 of eve was given to bob");
  }

  @Test
  void aWrittenUidThatTheLedgerLacksIsToldAndRecorded() throws Exception {
    Files.writeString(folder.resolve("uids.yaml"), "uids:\n");
    assertThat(Launch.of(folder, "lint").output())
        .contains("person ann: uid 20001 is not in the ledger: casebook accounts uid ann records");
    assertThat(uid("ann").output()).isEqualTo("20001\n");
    assertThat(Launch.of(folder, "lint").status()).isZero();
  }

  @Test
  void whatTwoBranchesGaveToTwoIsAFault() throws Exception {
    Files.writeString(
        folder.resolve("uids.yaml"), "uids:\n  20001: ann\n  20003: bob\n  20003: eve\n  x: ann\n");
    assertThat(Launch.of(folder, "lint").output())
        .contains("uids.yaml:4: uid 20003: is there already, in uids.yaml:3")
        .contains("uids.yaml:5: uid x: is no uid with an account, such as 20001: lihua");
  }

  @Test
  void aLedgerOfAnotherFormIsLeftAsItIs() throws Exception {
    var flow = "uids: {20001: ann}\n";
    Files.writeString(folder.resolve("uids.yaml"), flow);
    assertThat(uid("bob").errors()).contains("nothing is added");
    assertThat(ledger()).isEqualTo(flow);
    var inside = "uids:\n  20001: ann\nhosts: {}\n";
    Files.writeString(folder.resolve("uids.yaml"), inside);
    assertThat(uid("bob").status()).isEqualTo(2);
    assertThat(ledger()).isEqualTo(inside);
  }

  @Test
  void aLastLineWithoutItsEndIsEndedFirst() throws Exception {
    Files.writeString(folder.resolve("uids.yaml"), "uids:\n  20001: ann");
    uid("bob");
    assertThat(ledger()).isEqualTo("uids:\n  20001: ann\n  20003: bob\n");
  }

  @Test
  void whatCanNotBeGivenIsSaid() {
    assertThat(uid("joe").errors()).contains("joe is no user of hosts");
    assertThat(uid("jo").errors()).contains("no account jo; is");
    assertThat(uid("bob", "--range", "20001-20002").errors()).contains("no uid of 20001-20002");
    assertThat(uid("bob", "--range", "5-9").errors()).contains("--range is two uids from 1000");
  }

  @Test
  void eachGetsANumberOfItsOwn() throws Exception {
    var people = new StringBuilder("people:\n");
    for (int i = 0; i < 20; i++) {
      people.append("  p").append(i).append(": {mail: p@b, production: {}}\n");
    }
    company(people.toString());
    for (int i = 0; i < 20; i++) {
      assertThat(uid("p" + i).output()).isEqualTo(10000 + i + "\n");
    }
    assertThat(FolderReader.read(folder).company().uids().entries()).hasSize(20);
  }
}

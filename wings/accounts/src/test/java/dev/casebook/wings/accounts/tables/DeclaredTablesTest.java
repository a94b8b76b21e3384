package dev.casebook.wings.accounts.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.evidence.Sources;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import dev.casebook.wings.accounts.AccountsWing;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclaredTablesTest {

  @TempDir Path folder;

  private Coverage coverage = Coverage.complete();

  @BeforeEach
  void writeAFolder() throws Exception {
    Files.writeString(
        folder.resolve("people.yaml"),
        """
        # Who is here.
        people:
          lihua:
            name: 李华
            mail: li.hua@example.com
            production: {uid: 20001}
          tom: {mail: tom@example.com, disabled: true}
        service_accounts:
          worker: {owner: sre, expires: 2027-06-30}
        groups:
          staff: {groups: [sre]}
          sre: {gid: 30002, members: [lihua, nobody-knows]}
        """);
    Files.writeString(
        folder.resolve("rules.yaml"),
        """
        access:
          sre on production: {groups: [sre], host_groups: [production], services: [sshd]}
        sudo:
          restart: {people: [all], hosts: [web01], commands: [/bin/b, /bin/a], run_as: [worker]}
        grants:
          reads: {database: orders, people: [worker], on: orders.*, privileges: [select]}
        """);
  }

  @Test
  void peopleAndServicesAreAccounts() throws Exception {
    assertThat(rows(DeclaredAccount.TABLE))
        .extracting(
            DeclaredAccount::name,
            DeclaredAccount::kind,
            DeclaredAccount::owner,
            DeclaredAccount::disabled,
            DeclaredAccount::expires,
            DeclaredAccount::uid)
        .containsExactly(
            tuple("lihua", "person", null, false, null, 20001L),
            tuple("tom", "person", null, true, null, null),
            tuple("worker", "service", "sre", false, Instant.parse("2027-06-30T00:00:00Z"), null));
    assertThat(coverage.isComplete()).as(coverage.reason()).isTrue();
  }

  @Test
  void namesOfOtherFilesAreNoFault() throws Exception {
    assertThat(rows(DeclaredMember.TABLE))
        .containsExactly(
            new DeclaredMember("staff", null, "sre", "group"),
            new DeclaredMember("sre", 30002L, "lihua", "account"),
            new DeclaredMember("sre", 30002L, "nobody-knows", "account"));
    assertThat(rows(DeclaredAccess.TABLE))
        .containsExactly(
            new DeclaredAccess("sre on production", false, "%sre", "%production", "sshd"));
    assertThat(rows(DeclaredSudo.TABLE))
        .containsExactly(
            new DeclaredSudo(
                "restart", false, 0, "all", "web01", "/bin/a, /bin/b", "", "worker", ""));
    assertThat(rows(DeclaredGrant.TABLE))
        .containsExactly(new DeclaredGrant("reads", "orders", "worker", "orders.*", "SELECT"));
    assertThat(coverage.isComplete()).as(coverage.reason()).isTrue();
  }

  @Test
  void aRowAtFaultIsToldAndTheOthersStay() throws Exception {
    Files.writeString(
        folder.resolve("more.yaml"), "people:\n  a: {mail: a@example.com, colour: blue}\n");

    assertThat(rows(DeclaredAccount.TABLE)).hasSize(4);
    assertThat(coverage.isComplete()).isFalse();
    assertThat(coverage.reason()).contains("colour");
  }

  @Test
  void filesOfOtherProgramsAreNotTakenForIt() {
    assertThat(Declared.isHead("services:\n  web:\n    image: nginx\nnetworks:\n  a: {}\n"))
        .isFalse();
    assertThat(Declared.isHead("apiVersion: v1\nkind: List\nhosts:\n")).isFalse();
    assertThat(Declared.isHead("groups:\n- name: alerts\n")).isFalse();
    assertThat(Declared.isHead("# ours\ngroups:\n  sre:\n    members: [lihua]\n")).isTrue();
    assertThat(Declared.isHead("passwords: {length_min: 14}\n")).isTrue();
  }

  private <R extends Record> List<R> rows(Table<R> table) throws Exception {
    var catalogue = Catalogue.spine().with(new AccountsWing().tables());
    var sources =
        new Sources(
            catalogue.recogniser(),
            catalogue.wanted(),
            InputStream.nullInputStream(),
            Instant.EPOCH);
    var rows = new ArrayList<R>();
    try (var source = sources.open(folder.toString())) {
      coverage =
          new TableReader(source.snapshots().getFirst())
              .read(table, (_, row) -> rows.add(table.row().cast(row)));
    }
    return rows;
  }
}

package dev.casebook.wings.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Faults of a folder: each is one row's, and told with its file and line.
class LintTest {

  private static final String COMPANY =
      """
      people:
        ann: {mail: ann@example.com, production: {uid: 2000}}
        bob: {mail: bob@example.com}
      groups:
        ops: {members: [ann]}
      hosts:
        web1: {}
      """;

  @TempDir private Path folder = Path.of("");

  private String faults(String more) throws Exception {
    Files.writeString(folder.resolve("a.yaml"), COMPANY);
    Files.writeString(folder.resolve("b.yaml"), more.replace("; ", "\n"));
    return Launch.of(folder, "lint").output();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "people: {eve: {}} | b.yaml:1: person eve: has no mail",
        "people: {eve: {mail: eve}} | b.yaml:1: person eve: mail is an address such as",
        "people: {ann: {mail: a@b}} | b.yaml:1: person ann: is there already, in a.yaml:2",
        "people: {Eve: {mail: a@b}} | b.yaml:1: no name for a person: Eve",
        "people: {eve: {mail: a@b, experis: 2027-01-01}} | has no key experis; is expires meant?",
        "people: {eve: {mail: a@b, expires: soon}} | expires is a date such as 2027-03-31, not soon",
        "people: {eve: {mail: a@b, disabled: maybe}} | disabled is true or false, not maybe",
        "people: {eve: {mail: a@b, production: {uid: 2000}}} | person eve: uid 2000 is ann's",
        "people: {eve: {mail: a@b, production: {uid: 0}}} | uid is a number from 1000 to 4294967293",
        "people: {eve: {mail: a@b, production: {keys: [x]}}} | keys: a public key of ssh, not x",
        "service_accounts: {job: {owner: obs}} | service account job: no person or group obs; is bob meant?",
        "groups: {dev: {members: [anne]}} | b.yaml:1: group dev: no account anne; is ann meant?",
        "groups: {a: {groups: [b]}, b: {groups: [a]}} | group a: is a member of itself, through its groups",
        "peoples: {} | b.yaml:1: no kind of rows is called peoples; is people meant?",
        "access: {r: {people: [ann], hosts: [web1]}} | access rule r: has no services: name some, or all",
        "access: {r: {hosts: all, services: all}} | access rule r: is for nobody",
        "access: {r: {people: all, hosts: [web2], services: all}} | no host web2; is web1 meant?",
        "sudo: {r: {people: all, hosts: all, commands: [reboot]}} | commands: a command begins with /, not reboot",
        "sudo: {r: {people: all, hosts: all, command_groups: [x]}} | sudo rule r: no command group x",
        "networks: {n: {ranges: [10.0.0.0/33]}} | ranges: a network such as 10.1.0.0/16, not 10.0.0.0/33",
        "gate: [{person: ann, address: 10.0.0.1}] | gate entry 10.0.0.1: lies in no network that is named",
        "grants: {g: {database: d, people: all, on: x, privileges: [select]}} | grant g: no database d",
        "databases: {p: {kind: postgresql, host: web1}}; grants: {g: {database: p, people: all, on: shop.*, privileges: [select]}} | b.yaml:2: grant g: on is DATABASE, DATABASE.SCHEMA, DATABASE.SCHEMA.* or DATABASE.SCHEMA.TABLE, not shop.*",
        "databases: {p: {kind: postgresql, host: web1}}; grants: {g: {database: p, people: all, on: shop.sales.*, privileges: [selct]}} | grant g: no table privilege SELCT; is SELECT meant?",
        "databases: {p: {kind: postgresql, host: web1}}; grants: {g: {database: p, people: all, on: shop, privileges: [connet]}} | grant g: no database privilege CONNET; is CONNECT meant?",
        "databases: {p: {kind: postgresql, host: web1}}; grants: {g: {database: p, people: all, on: shop.sales, privileges: [select]}} | grant g: no schema privilege SELECT",
        "portal: {url: accounts.example.com} | b.yaml:1: portal default: url is https:// and a host",
        "portal: {url: 'http://accounts.example.com'} | url is https:// and a host",
        "portal: {url: 'https://a@b/'} | url is https:// and a host",
        "portal: {smtp: {host: mail}} | portal default: has no url, which links in its mails begin with",
        "portal: {url: 'https://a', smtp: {host: mail}} | portal default: has no mail_from",
        "portal: {url: 'https://a', mail_from: a@b, smtp: {hots: x}} | has no key hots; is host meant?",
        "portal: {url: 'https://a', mail_from: a@b, smtp: {host: x, security: ssl}} | security is starttls, tls or none, not ssl",
        "hosts: {'db[03-01]': {}} | db[03-01]: the range [03-01] is empty",
        "people: [a | b.yaml:1: not valid YAML",
        "people: &a {eve: *a} | not valid YAML"
      })
  void aFaultIsToldWithItsPlaceAndCure(String yaml, String fault) throws Exception {
    assertThat(faults(yaml)).contains(fault);
  }

  @Test
  void theOthersStayWhatTheyAre() throws Exception {
    assertThat(faults("people: {eve: {}}"))
        .isEqualTo(
            """
            b.yaml:1: person eve: has no mail
            3 accounts, 1 group, 1 host, 0 rules: 1 fault
            """);
  }

  @Test
  void aFileThatIsNoTextIsAFaultOfThatFile() throws Exception {
    Files.write(folder.resolve("c.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThat(faults("hosts: {}")).startsWith("c.yaml:1: not text in UTF-8\n");
  }
}

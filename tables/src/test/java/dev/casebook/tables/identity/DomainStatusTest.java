package dev.casebook.tables.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

/// The output is that of sssd 2.8.2.
class DomainStatusTest {

  private static final String OFFLINE =
      """
      Online status: Offline

      Active servers:
      LDAP: 127.0.0.1

      Discovered LDAP servers:
      - 127.0.0.1

      """;

  @Test
  void aDomainIsNamedByItsFile() {
    var domain =
        Sample.sosreport()
            .command("sssctl domain-status -o example.com", OFFLINE)
            .read(DomainStatus.TABLE)
            .only();

    assertThat(domain).isEqualTo(new DomainStatus("example.com", false, "127.0.0.1"));
  }

  @Test
  void aPastedStatusNamesNoDomain() {
    var domain =
        Sample.loose()
            .file("pasted.txt", "Online status: Online\n\nActive servers:\nLDAP: not connected\n")
            .read(DomainStatus.TABLE)
            .only();

    assertThat(domain).isEqualTo(new DomainStatus(null, true, null));
  }

  @Test
  void whatIsNoStatusIsRejected() {
    var domains =
        Sample.root()
            .command("sssctl domain-status example.com", "Unable to get online status [3]: x\n")
            .read(DomainStatus.TABLE);

    assertThat(domains.rows()).isEmpty();
    assertThat(domains.coverage().isComplete()).isFalse();
  }
}

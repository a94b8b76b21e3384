package dev.casebook.tables.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedLoginTest {

  @Test
  void faillockIsCountedByUser() {
    var logins =
        Sample.sosreport()
            .commandFrom("faillock", "failed_logins/faillock")
            .read(FailedLogin.TABLE);

    assertThat(logins.coverage().isComplete()).isTrue();
    assertThat(logins.rows())
        .containsExactly(
            new FailedLogin(
                "pam_faillock",
                "labadmin",
                4,
                Instant.parse("2026-11-22T13:32:04Z"),
                Instant.parse("2026-11-22T13:32:14Z"),
                "192.0.2.7"),
            new FailedLogin(
                "pam_faillock",
                "labops",
                1,
                Instant.parse("2026-11-22T13:32:17Z"),
                Instant.parse("2026-11-22T13:32:17Z"),
                "tty1"));
  }

  @Test
  void bothModulesAreReadSinceEachCountsByItself() {
    var logins =
        Sample.sosreport()
            .command(
                "pam_tally2",
                """
                Login           Failures Latest failure     From
                admin               7    03/26/24 10:42:36  2001:db8:5a0a:2f47::2
                root                0
                """)
            .command(
                "faillock",
                """
                admin:
                When                Type  Source                                           Valid
                2024-03-26 10:42:19 RHOST 2001:db8:5a0a:2f47::2                                I
                """)
            .command("timedatectl", "Time zone: Asia/Shanghai (CST, +0800)\n")
            .read(FailedLogin.TABLE);

    assertThat(logins.coverage().isComplete()).as(logins.coverage().reason()).isTrue();
    assertThat(logins.rows())
        .containsExactly(
            new FailedLogin("pam_faillock", "admin", 0, null, null, null),
            new FailedLogin(
                "pam_tally2",
                "admin",
                7,
                null,
                Instant.parse("2024-03-26T02:42:36Z"),
                "2001:db8:5a0a:2f47::2"),
            new FailedLogin("pam_tally2", "root", 0, null, null, null));
  }

  @Test
  void whatIsNoRecordIsRejected() {
    var logins =
        Sample.root()
            .command("faillock", "admin:\nWhen Type Source Valid\nnot a time RHOST x V\n")
            .read(FailedLogin.TABLE);

    assertThat(logins.coverage().isComplete()).isFalse();
  }
}

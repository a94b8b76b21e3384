package dev.casebook.tables.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UserTest {

  private static final String PASSWD =
      """
      root:x:0:0:root:/root:/bin/bash
      sshd:x:74:74:Privilege-separated SSH:/usr/share/empty.sshd:/usr/sbin/nologin
      admin:x:1000:1000:Operations,,,:/home/admin:/bin/bash
      nobody:x:4294967294:4294967294::/:
      +::::::
      """;

  /// The hashes are made up.
  private static final String SHADOW =
      """
      root:$6$salt$notarealhash:19800:0:99999:7:::
      sshd:!!:19700::::::
      admin:$6$salt$notarealhash:19700:0:90:7::20000:
      """;

  @Test
  void aUserHasNumbersHomeAndShell() {
    var users = Sample.sosreport().file("/etc/passwd", PASSWD).read(User.TABLE);

    assertThat(users.coverage().isComplete()).isTrue();
    assertThat(users.rows())
        .extracting(User::name, User::uid, User::shell, User::locked)
        .containsExactly(
            tuple("root", 0L, "/bin/bash", null),
            tuple("sshd", 74L, "/usr/sbin/nologin", null),
            tuple("admin", 1000L, "/bin/bash", null),
            tuple("nobody", 4294967294L, "", null));
  }

  @Test
  void ageingIsToldAndTheHashIsNot() {
    var users =
        Sample.root().file("/etc/passwd", PASSWD).file("/etc/shadow", SHADOW).read(User.TABLE);

    assertThat(users.rows())
        .extracting(User::name, User::locked, User::passwordChanged, User::passwordExpires)
        .containsExactly(
            tuple("root", false, Instant.parse("2024-03-18T00:00:00Z"), null),
            tuple("sshd", true, Instant.parse("2023-12-09T00:00:00Z"), null),
            tuple(
                "admin",
                false,
                Instant.parse("2023-12-09T00:00:00Z"),
                Instant.parse("2024-03-08T00:00:00Z")),
            tuple("nobody", null, null, null));
    assertThat(users.rows().get(2).accountExpires())
        .isEqualTo(Instant.parse("2024-10-04T00:00:00Z"));
    assertThat(users.toString()).doesNotContain("salt");
  }

  @Test
  void aHashInPasswdIsNotShown() {
    var users =
        Sample.root()
            .file("/etc/passwd", "root:secret:0:0::/root:/bin/sh\nbad:secret:x:0::/:/bin/sh\n")
            .read(User.TABLE);

    assertThat(users.rows() + " " + users.coverage()).doesNotContain("secret");
    assertThat(users.coverage().isComplete()).isFalse();
  }

  @Test
  void getentKnowsUsersToo() {
    var users = Sample.root().command("getent passwd", PASSWD).read(User.TABLE);

    assertThat(users.rows()).hasSize(4);
  }
}

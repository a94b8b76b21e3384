package dev.casebook.tables.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class PamRuleTest {

  private static final String TALLY =
      "auth required pam_tally2.so onerr=fail deny=5 unlock_time=900 even_deny_root";

  @Test
  void theSeedsStackLocksWithTally() {
    var rule =
        Sample.sosreport()
            .file("/etc/pam.d/password-auth", TALLY + "\n")
            .read(PamRule.TABLE)
            .only();

    assertThat(rule)
        .isEqualTo(
            new PamRule(
                "/etc/pam.d/password-auth",
                "password-auth",
                1,
                "auth",
                false,
                "required",
                "pam_tally2.so",
                "onerr=fail deny=5 unlock_time=900 even_deny_root",
                null));
  }

  @Test
  void theSeedsCommentTakesTheRuleAway() {
    var rules =
        Sample.sosreport()
            .file("/etc/pam.d/password-auth", "#%PAM-1.0\n# " + TALLY + "\n")
            .read(PamRule.TABLE);

    assertThat(rules.rows()).isEmpty();
    assertThat(rules.coverage().isComplete()).isTrue();
  }

  @Test
  void theSeedsRecipeForFaillockIsReadInItsOrder() {
    var rules =
        Sample.root()
            .file(
                "/etc/pam.d/sshd",
                """
                #%PAM-1.0
                auth [success=1 default=bad] pam_unix.so
                auth [default=die] pam_faillock.so authfail deny=5 even_deny_root unlock_time=900 \
                root_unlock_time=10
                auth sufficient pam_faillock.so authsucc deny=5 even_deny_root
                auth required pam_deny.so
                """)
            .read(PamRule.TABLE);

    assertThat(rules.rows())
        .extracting(PamRule::position, PamRule::control, PamRule::module)
        .containsExactly(
            tuple(1, "[success=1 default=bad]", "pam_unix.so"),
            tuple(2, "[default=die]", "pam_faillock.so"),
            tuple(3, "sufficient", "pam_faillock.so"),
            tuple(4, "required", "pam_deny.so"));
  }

  @Test
  void includesAreNamedAndNotExpanded() {
    var rules =
        Sample.root()
            .fileFrom("/etc/pam.d/su", "pam_rules/su")
            .fileFrom("/etc/pam.d/common-auth", "pam_rules/common-auth")
            .read(PamRule.TABLE);

    assertThat(rules.coverage().isComplete()).as(rules.coverage().reason()).isTrue();
    assertThat(rules.rows().stream().filter(rule -> rule.included() != null))
        .extracting(PamRule::type, PamRule::control, PamRule::module, PamRule::included)
        .containsExactly(
            tuple(null, "@include", null, "common-auth"),
            tuple(null, "@include", null, "common-account"),
            tuple(null, "@include", null, "common-session"));
    assertThat(rules.rows())
        .contains(
            new PamRule(
                "/etc/pam.d/common-auth",
                "common-auth",
                1,
                "auth",
                false,
                "[success=1 default=ignore]",
                "pam_unix.so",
                "nullok",
                null));
  }

  @Test
  void dashesContinuationsPathsAndCommentsAreUnderstood() {
    var rules =
        Sample.root()
            .file(
                "/etc/pam.d/login",
                """
                -session   optional  /lib64/security/pam_systemd.so
                auth  substack  system-auth   # as everywhere
                account required pam_access.so \\
                    accessfile=/etc/security/ssh.conf  noaudit
                """)
            .file("/etc/pam.conf", "login auth required pam_permit.so\n")
            .read(PamRule.TABLE);

    assertThat(rules.rows())
        .extracting(
            PamRule::type,
            PamRule::optional,
            PamRule::module,
            PamRule::arguments,
            PamRule::included)
        .containsExactly(
            tuple("session", true, "pam_systemd.so", "", null),
            tuple("auth", false, null, "", "system-auth"),
            tuple(
                "account",
                false,
                "pam_access.so",
                "accessfile=/etc/security/ssh.conf noaudit",
                null));
  }

  @Test
  void pamConfNamesTheServiceFirst() {
    var rule =
        Sample.root()
            .file(
                "/etc/pam.conf", "# service type control module\nsshd auth required pam_unix.so\n")
            .read(PamRule.TABLE)
            .only();

    assertThat(rule.service()).isEqualTo("sshd");
    assertThat(rule.module()).isEqualTo("pam_unix.so");
  }

  @Test
  void aLooseStackIsKnownByItsFirstLine() {
    var rule =
        Sample.loose()
            .file("password-auth", "#%PAM-1.0\n" + TALLY + "\n")
            .read(PamRule.TABLE)
            .only();

    assertThat(rule.service()).isEqualTo("password-auth");
  }

  @Test
  void whatIsNoRuleIsRejected() {
    var rules =
        Sample.root()
            .file(
                "/etc/pam.d/x",
                "authx required pam_unix.so\nauth required\nauth [unclosed\nauth x\\")
            .read(PamRule.TABLE);

    assertThat(rules.rows()).isEmpty();
    assertThat(rules.coverage().reason()).contains("4 line(s)");
  }
}

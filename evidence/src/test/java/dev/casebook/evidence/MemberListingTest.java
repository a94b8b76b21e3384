package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.archive.Member;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemberListingTest {

  private static String line(String path, String owner) {
    return MemberListing.line(
        new Member(path, Member.Kind.FILE, 5, 0640, owner, "adm", Instant.EPOCH, "", false));
  }

  @Test
  void aMemberIsALineAsTarPrintsIt() {
    assertThat(line("etc/app.conf", "root"))
        .isEqualTo("-rw-r----- root/adm 5 1970-01-01 00:00:00 +0000 etc/app.conf");
    assertThat(line("etc/app.conf", "")).startsWith("-rw-r----- -/adm 5 ");
  }

  /// Who packs an archive chooses the names in it.
  @Test
  void noNameIsALineOfItsOwn() {
    assertThat(line("etc/a\n-rw------- root/root 5 x etc/evil", "root")).hasLineCount(1);
    assertThat(line("etc/a", "ann\n-rwxrwxrwx root/root 5 2026-01-01 etc/evil"))
        .startsWith("-rw-r----- ann?-rwxrwxrwx?root?root?5?2026-01-01?etc?evil/adm 5 ");
  }
}

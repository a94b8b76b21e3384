package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is said of pasted lines in which `casebook diagnose -` found nothing.
class NearestNotesTest {

  private static final String NGINX =
      "Nov 22 10:41:07 web1 nginx[4211]: nginx: [emerg] open() failed (28: No space left)\n";

  @Test
  void itSaysHowManyLinesAreUnderstoodAndWhichNotesAreNearest() {
    var launch = Launch.withInput(NGINX + "it is down\n", "diagnose", "-");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output())
        .contains(
            "\nUnderstood: 1 of 2 lines (nginx).\nNearest in the casebook",
            "  filesystem-full: A file system is full\n");
  }

  @Test
  void aNoteThatLooksForSuchALineAndLacksTheRestComesFirst() {
    var line =
        "Nov 22 10:00:03 vpn1 openvpn[12]: VERIFY ERROR: depth=0, error=CRL has expired: x\n";
    var other = Launch.withInput(line, "diagnose", "--note", "etcd-*", "-");
    assertThat(other.output())
        .contains("  openvpn-crl-expired: ", "(looks for such a line, and lacks what");
  }

  @Test
  void wordsThatNoNoteHasAreSaidToBeSo() {
    assertThat(Launch.withInput("zyzzyva\n", "diagnose", "-").output())
        .endsWith("Understood: 0 of 1 line.\nNo note has any of their words.\n");
  }

  @Test
  void nothingIsSaidOfAFindingALogOrForAProgram() {
    var found = "Nov 22 10:00:03 gw1 kernel: nf_conntrack: table full, dropping packet\n";
    assertThat(Launch.withInput(found, "diagnose", "-").output()).doesNotContain("Understood");
    assertThat(Launch.withInput(NGINX.repeat(300), "diagnose", "-").output())
        .doesNotContain("Understood");
    assertThat(Launch.withInput(NGINX, "diagnose", "--json", "-").output())
        .doesNotContain("Understood");
  }
}

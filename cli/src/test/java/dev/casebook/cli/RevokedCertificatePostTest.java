package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about revoking a certificate of OpenVPN: the list can't be read, and a second
/// certificate with one name is refused. Its lines stand as the blog shows them: blanks for the
/// tabs of `index.txt`, and addresses that its host hid.
class RevokedCertificatePostTest {

  private static final String LIST = "openvpn-crl-not-enforced";
  private static final String NAME = "pki-duplicate-common-name";

  private static final String EXIT =
      """
      CRL: cannot read: /etc/openvpn/keys/crl.pem: Permission denied (errno=13)
      Exiting
      """;

  private static final String SIGN =
      """
      Certificate is to be certified until Jun 10 06:58:00 2023 GMT (3650 days)
      Sign the certificate? [y/n]:y
      failed to update database
      TXT_DB error number 2
      """;

  private static final String INDEX =
      """
      # tail index.txt -n 2
      V 230810065719Z   46  unknown /C=US/ST=CA/L=SanFrancisco/O=Fort-Funston/CN=test_1/[email protected]
      V 230810070508Z   47  unknown /C=US/ST=CA/L=SanFrancisco/O=Fort-Funston/CN=test_1/[email protected]
      """;

  @TempDir private Path folder = Path.of("");

  private PostedEvidence posted() {
    return new PostedEvidence(folder);
  }

  @Test
  void aListThatCantBeReadEndsTheDaemon() {
    var post = posted().with("openvpn.txt", EXIT);

    assertThat(post.found()).containsExactly(LIST + " /etc/openvpn/keys/crl.pem");
    assertThat(post.said(LIST))
        .contains(
            "OpenVPN can't read its CRL /etc/openvpn/keys/crl.pem (permission denied): it exits.")
        .contains("ruled out rival: The revocation list has expired or is not valid yet");
  }

  @Test
  void aNameThatIsThereIsRefused() {
    var post =
        posted()
            .with("sign.txt", SIGN)
            .with("index.txt", INDEX)
            .with("index.txt.attr", "unique_subject = yes\n");

    assertThat(post.found()).containsExactly(NAME);
    assertThat(post.said(NAME))
        .contains(
            "A certificate, whose name is not told, was not entered into the authority's index")
        .contains("supported The index demands that valid certificates differ in their subject");
  }

  /// The post's last advice: each has to be revoked by itself, and not be mistaken for the other.
  @Test
  void thePostsTwoCertificatesOfOneNameAreToldApartByTheirSerials() {
    posted().with("index.txt", INDEX).with("index.txt.attr", "unique_subject = no\n");

    assertThat(posted().found()).isEmpty();
    var rows =
        Launch.of(
            "sql",
            "--format",
            "csv",
            "select subject, serial, serial_decimal, status from certificate_index",
            folder.toString());
    assertThat(rows.output()).contains(",46,70,valid").contains(",47,71,valid");
  }

  @Test
  void otherFilesNamesAndVersionsAreTold() {
    var other =
        posted()
            .with("etc/hostname", "gw-2\n")
            .with(
                "var/log/syslog",
                "Feb  3 10:00:00 gw-2 ovpn-office[912]: 198.51.100.7:55011 CRL: cannot read CRL from"
                    + " file /srv/ca/list.pem\n");
    assertThat(other.found()).containsExactly(LIST + " /srv/ca/list.pem");

    var newer = new PostedEvidence(folder.resolve("newer"));
    newer.with(
        "sign.txt",
        """
        Check that the request matches the signature
        Signature ok
        ERROR:There is already a certificate for /CN=laptop-7
        """);
    assertThat(newer.said(NAME)).contains("The certificate of laptop-7 was not signed (1 refusal)");
  }

  @Test
  void aListThatHasExpiredAndASerialThatIsTakenAreOtherThings() {
    var expired = new PostedEvidence(folder.resolve("expired"));
    expired.like("vpn/openvpn-crl-not-enforced/clear/list-has-expired");
    assertThat(expired.found()).noneMatch(found -> found.startsWith(LIST));

    var serial = new PostedEvidence(folder.resolve("serial"));
    serial.like("vpn/pki-duplicate-common-name/quiet/serial-used-twice");
    assertThat(serial.found()).isEmpty();
  }
}

package dev.casebook.wings.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page is not served for.
class PortalStartTest {

  private static final String ANN = "people: {ann: {mail: ann@example.com}}\n";

  @TempDir private Path folder = Path.of("");

  private Launch serve(String portal, String... words) throws Exception {
    Files.writeString(folder.resolve("a.yaml"), ANN + portal);
    var all = new String[words.length + 3];
    all[0] = "serve";
    all[1] = "--state";
    all[2] = folder.resolve("state").toString();
    System.arraycopy(words, 0, all, 3, words.length);
    return Launch.of(folder, all);
  }

  @Test
  void passwordsGoOverNoNetworkInTheClear() throws Exception {
    var launch = serve("", "--portal", "0.0.0.0:0");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors())
        .contains("passwords would go over the network in the clear: give --tls-cert");
  }

  @Test
  void anAddressOfHttpsNeedsSomethingThatBringsTls() throws Exception {
    var launch = serve("portal: {url: 'https://accounts.example.com'}", "--portal", "127.0.0.1:0");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors())
        .contains(
            "a.yaml:2: the page is https://accounts.example.com, and nothing here brings TLS");
  }

  @Test
  void theMailServersPasswordIsInAFileOfItsOwn() throws Exception {
    var launch =
        serve(
            "portal: {url: 'http://localhost', mail_from: a@b, smtp: {host: mail, user: page}}",
            "--portal",
            "127.0.0.1:0");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors())
        .contains("portal/smtp: no password of the mail server's user can be read");
  }

  @Test
  void somethingHasToBeServed() throws Exception {
    assertThat(serve("").errors()).contains("serve needs --radius, --ldap or --portal");
  }
}

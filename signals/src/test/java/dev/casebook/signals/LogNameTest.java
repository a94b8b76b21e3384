package dev.casebook.signals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogNameTest {

  private static LogName name(String path) {
    var name = path.startsWith("/") ? ArtifactName.file(path) : ArtifactName.command(path);
    return LogName.of(new Artifact(name, "place", 0, null, null, InputStream::nullInputStream));
  }

  @ParameterizedTest
  @CsvSource({
    "openvpn, openvpn, true",
    "openvpn-vtun10, openvpn, true",
    "openvpn(server), openvpn, true",
    "openvpn_server1, openvpn, true",
    "ovpn-server1, ovpn, true",
    "CRON, cron, true",
    "kubelet.service, kubelet, true",
    "support, su, false",
    "sudo, su, false",
    "crond, cron, false"
  })
  void aWriterIsCalledByItsWholeName(String writer, String word, boolean is) {
    assertThat(LogName.begins(writer, 0, word)).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "/var/log/openvpn/server.log, openvpn, true",
    "/var/log/openvpn-status.log, openvpn, true",
    "/var/log/secure-20261101.gz, secure, true",
    "/var/log/auth.log.1, auth.log, true",
    "journalctl_--no-pager_--unit_openvpn, openvpn, true",
    "/var/log/support-bundle/x.json, su, false",
    "/var/log/results/x.log, su, false",
    "/var/log/issue/x.log, su, false",
    "/var/log/reopenvpn.log, openvpn, false"
  })
  void aLogIsNamedByWholeWords(String path, String word, boolean is) {
    assertThat(name(path).names(word)).isEqualTo(is);
  }

  @ParameterizedTest
  @CsvSource({
    "/var/log/NetworkManager.log, NetworkManager",
    "/var/log/networkmanager/x, NetworkManager",
    "/VAR/LOG/OPENVPN/a.b, openvpn",
    "journalctl_--unit_kubelet, kubelet"
  })
  void aNameHasAllLettersOfTheWordsInIt(String path, String word) {
    assertThat(LogName.letters(word) & ~name(path).letters()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "/var/log/messages-20261101.gz, openvpn, true",
    "/var/log/journal/ab/system.journal, openvpn, true",
    "journalctl_--no-pager, openvpn, true",
    "journalctl_--unit_docker, openvpn, false",
    "/var/log/kern.log.2, kernel, true",
    "/var/log/kern.log.2, sshd, false",
    "dmesg, kernel, true",
    "/var/log/secure, sshd, true",
    "/var/log/secure, kernel, false",
    "/var/log/nginx/access.log, sshd, false"
  })
  void aLogCouldCarryWhatItsNatureSays(String path, String word, boolean could) {
    assertThat(name(path).couldCarry(word)).isEqualTo(could);
  }
}

package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real OpenVPN server whose certificates a real easy-rsa made, and a client that comes and comes
/// again. The server gives up root after its start.
@Tag("integration")
class PkiOpenvpnTest {

  private static final String PKI = "/etc/openvpn/easy-rsa";

  private static final String AUTHORITY =
      """
      mkdir -p /etc/openvpn/keys /etc/openvpn/jail/tmp /etc/openvpn/secret
      chmod 755 /etc/openvpn
      chmod 700 /etc/openvpn/secret
      cp -r /usr/share/easy-rsa /etc/openvpn/easy-rsa
      cd /etc/openvpn/easy-rsa
      export EASYRSA_BATCH=1
      ./easyrsa init-pki
      EASYRSA_REQ_CN='VPN CA' ./easyrsa build-ca nopass
      ./easyrsa build-server-full vpn1 nopass
      ./easyrsa build-client-full btc nopass
      ./easyrsa gen-crl
      cp pki/ca.crt pki/issued/*.crt pki/private/*.key /etc/openvpn/keys/
      """;

  private static final String START =
      """
      cat > /etc/openvpn/server.conf <<end
      port 1194
      proto udp
      dev tun0
      topology subnet
      server 10.8.0.0 255.255.255.0
      ca /etc/openvpn/keys/ca.crt
      cert /etc/openvpn/keys/vpn1.crt
      key /etc/openvpn/keys/vpn1.key
      dh none
      keepalive 1 4
      explicit-exit-notify 1
      management 127.0.0.1 7505
      log /var/log/openvpn.log
      verb 4
      user nobody
      group nogroup
      persist-tun
      persist-key
      SETTINGS
      end
      BEFORE
      openvpn --config /etc/openvpn/server.conf --daemon server --writepid /run/server.pid
      ip netns exec client openvpn --daemon client --client --dev tun0 --proto udp \\
        --remote 203.0.113.1 1194 --nobind --ca /etc/openvpn/keys/ca.crt \\
        --cert /etc/openvpn/keys/btc.crt --key /etc/openvpn/keys/btc.key \\
        --connect-retry 1 1 --hand-window 3 --tls-timeout 1 --log /run/client.log
      """;

  private static final String RECONNECT =
      "bash -c 'exec 3<>/dev/tcp/127.0.0.1/7505; printf \"kill btc\\nquit\\n\" >&3; cat <&3'";

  @TempDir private Path folder;
  private Sandbox vpn;

  @BeforeEach
  void begin() throws Exception {
    vpn = Sandbox.in(folder);
    vpn.sh(AUTHORITY);
    vpn.addClient();
  }

  @AfterEach
  void end() throws Exception {
    vpn.close();
  }

  private void start(String settings, String before) throws Exception {
    vpn.sh(START.replace("SETTINGS", settings).replace("BEFORE", before));
  }

  private Launch pki(int status, String... arguments) throws Exception {
    var line = new ArrayList<>(List.of("pki"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--pki", PKI));
    var launch = vpn.casebook(line.toArray(String[]::new));
    assertThat(launch.status()).as(launch.output() + launch.errors()).isEqualTo(status);
    return launch;
  }

  private void await(String script) throws Exception {
    vpn.await(script, "/run/client.log", "/var/log/openvpn.log");
  }

  private int count(String log, String text) throws Exception {
    return Integer.parseInt(vpn.sh("grep -c '" + text + "' " + log + " || true").strip());
  }

  private void awaitMore(String log, String text, int than) throws Exception {
    await("[ $(grep -c '" + text + "' " + log + ") -gt " + than + " ]");
  }

  private static final String ADMITTED = "Initialization Sequence Completed";

  @Test
  void aClientIsAdmittedRefusedWhenRevokedAndAdmittedAgain() throws Exception {
    start(
        "crl-verify /etc/openvpn/crl.pem",
        "cp /etc/openvpn/easy-rsa/pki/crl.pem /etc/openvpn/crl.pem");
    awaitMore("/run/client.log", ADMITTED, 0);
    // The list that easy-rsa makes is its owner's alone.
    assertThat(pki(1, "check").output()).contains("crl.pem (mode 0600) can't be read");

    pki(0, "revoke", "btc", "--reason", "certificateHold", "--why", "laptop lost");
    assertThat(pki(1, "check").output()).contains("can't be read", "still admitted");
    var published = pki(0, "publish");
    assertThat(published.output()).contains("published to /etc/openvpn/crl.pem");
    assertThat(vpn.sh("stat -c '%a %U' /etc/openvpn/crl.pem")).isEqualTo("644 root\n");
    pki(0, "check");
    vpn.sh(RECONNECT);
    await("grep -q 'error=certificate revoked: CN=btc' /var/log/openvpn.log");
    int admitted = count("/run/client.log", ADMITTED);

    // The log has the serial number in decimal.
    var decimal =
        vpn.sh("grep -o 'serial=[0-9]*' /var/log/openvpn.log | head -n 1 | cut -d= -f2").strip();
    assertThat(pki(0, "show", decimal).output()).contains("revoked", "btc", "certificateHold");
    pki(0, "unrevoke", decimal);
    assertThat(count("/run/client.log", ADMITTED)).isEqualTo(admitted);
    pki(0, "publish");
    awaitMore("/run/client.log", ADMITTED, admitted);
    pki(0, "check");
    assertThat(pki(0, "log").output()).contains("laptop lost").contains("publish the list");
    vpn.sh("cd /etc/openvpn/easy-rsa && EASYRSA_BATCH=1 ./easyrsa revoke btc");
  }

  @Test
  void whatIsPublishedIntoAClosedFolderIsSaidToBeUnseen() throws Exception {
    start(
        "crl-verify /etc/openvpn/secret/crl.pem",
        "cp /etc/openvpn/easy-rsa/pki/crl.pem /etc/openvpn/secret/crl.pem");
    awaitMore("/run/client.log", ADMITTED, 0);
    pki(0, "revoke", "btc");
    var published = pki(1, "publish");
    assertThat(published.output())
        .contains("published to /etc/openvpn/secret/crl.pem")
        .contains("/etc/openvpn/secret (mode 0700) can't be entered");
    var check = pki(1, "check", "--json");
    assertThat(check.output())
        .contains("\"severity\":\"high\"")
        .contains("/etc/openvpn/secret (mode 0700) can't be entered")
        .contains("nobody:nogroup");

    // It is as check says: the server can't see the list, and admits the revoked client.
    int before = count("/run/client.log", ADMITTED);
    vpn.sh(RECONNECT);
    awaitMore("/run/client.log", ADMITTED, before);
    assertThat(vpn.sh("cat /var/log/openvpn.log")).contains("Failed to stat CRL file");

    vpn.sh("chmod 755 /etc/openvpn/secret");
    assertThat(pki(0, "check").output()).contains("1 server: nothing is wrong");
    vpn.sh("touch /etc/openvpn/secret/crl.pem");
    vpn.sh(RECONNECT);
    await("grep -q 'certificate revoked' /var/log/openvpn.log");
  }

  @Test
  void theListOfAServerInAChrootIsPutWhereItLooks() throws Exception {
    start(
        "chroot /etc/openvpn/jail\ncrl-verify /crl.pem",
        "cp /etc/openvpn/easy-rsa/pki/crl.pem /etc/openvpn/jail/crl.pem");
    awaitMore("/run/client.log", ADMITTED, 0);
    pki(0, "revoke", "btc");
    assertThat(pki(1, "check").output()).contains("still admitted");
    assertThat(pki(0, "publish").output()).contains("/etc/openvpn/jail/crl.pem");
    pki(0, "check");
    vpn.sh(RECONNECT);
    await("grep -q 'certificate revoked' /var/log/openvpn.log");
  }
}

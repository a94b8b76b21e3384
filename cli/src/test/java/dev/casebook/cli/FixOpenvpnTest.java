package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real OpenVPN server that is broken, found, fixed, clear, taken back, and found again. Its
/// client runs in a network namespace of its own behind it.
@Tag("integration")
class FixOpenvpnTest {

  private static final String CERTIFICATES =
      """
      mkdir -p /etc/openvpn/keys /etc/openvpn/ccd /var/log/openvpn /run/openvpn
      cd /etc/openvpn/keys
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=ca \\
        -keyout ca.key -out ca.crt 2>/dev/null
      certificate() {
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$1" \\
          -keyout "$1.key" -out "$1.csr" 2>/dev/null
        openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 \\
          -out "$1.crt" 2>/dev/null
      }
      certificate vpn1
      certificate btc
      touch index.txt
      echo 01 > crlnumber
      printf '[ca]\\ndefault_ca=c\\n[c]\\ndatabase=index.txt\\ncrlnumber=crlnumber\\ndefault_md=sha256\\n' > ca.cnf
      openssl ca -config ca.cnf -gencrl -keyfile ca.key -cert ca.crt -crldays 30 -out ../crl.pem
      chmod 644 ../crl.pem
      cat > /etc/openvpn/server.conf <<'end'
      port 1194
      proto udp
      dev tun0
      topology subnet
      server 10.8.0.0 255.255.255.0
      ca /etc/openvpn/keys/ca.crt
      cert /etc/openvpn/keys/vpn1.crt
      key /etc/openvpn/keys/vpn1.key
      dh none
      client-config-dir /etc/openvpn/ccd
      route 172.20.0.0 255.255.255.0
      route 172.20.100.0 255.255.255.0
      keepalive 1 4
      explicit-exit-notify 1
      management 127.0.0.1 7505
      status /var/log/openvpn/openvpn-status.log 1
      log /var/log/openvpn/openvpn.log
      verb 5
      user nobody
      group nogroup
      persist-tun
      persist-key
      crl-verify /etc/openvpn/crl.pem
      end
      printf 'iroute 172.20.0.0 255.255.255.0\\n' > /etc/openvpn/ccd/btc
      """;

  private static final String CONNECTED =
      """
      ip -n client addr add 172.20.100.1/32 dev lo
      sysctl -qw net.ipv4.ip_forward=1
      openvpn --config /etc/openvpn/server.conf --daemon server --writepid /run/server.pid
      ip netns exec client openvpn --daemon client --client --dev tun0 --proto udp \\
        --remote 203.0.113.1 1194 --nobind --ca /etc/openvpn/keys/ca.crt \\
        --cert /etc/openvpn/keys/btc.crt --key /etc/openvpn/keys/btc.key \\
        --connect-retry 1 --hand-window 5 --log /run/client.log
      """;

  /// From a host behind the client, with an address that the server does not expect.
  private static final String PING =
      "ip netns exec client ping -c 3 -i 0.2 -W 1 -I 172.20.100.1 10.8.0.1";

  @TempDir private Path folder;
  private Sandbox vpn;

  @BeforeEach
  void begin() throws Exception {
    vpn = Sandbox.in(folder);
    vpn.sh(CERTIFICATES.indent(0));
    vpn.addClient();
    vpn.sh(CONNECTED);
    await("grep -q 'Initialization Sequence Completed' /run/client.log");
  }

  @AfterEach
  void end() throws Exception {
    vpn.close();
  }

  private void await(String script) throws Exception {
    vpn.await(script, "/run/client.log", "/var/log/openvpn/openvpn.log");
  }

  private int found(String note) throws Exception {
    return vpn.casebook("diagnose", "--note", note).status();
  }

  @Test
  void aMissingIrouteIsWrittenAndTheClientMadeToReconnect() throws Exception {
    var note = "openvpn-missing-iroute";
    vpn.run(PING);
    await("grep -q 'bad source address' /var/log/openvpn/openvpn.log");
    assertThat(found(note)).isEqualTo(1);
    var before = vpn.sh("stat -c '%a %u %g %y' /etc/openvpn/ccd/btc; cat /etc/openvpn/ccd/btc");

    var fix = vpn.casebook("fix", note, "--yes", "--subject", "172.20.100.0/24");
    assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
    assertThat(fix.output()).contains("+iroute 172.20.100.0 255.255.255.0", "is clear now");
    assertThat(vpn.sh("cat /etc/openvpn/ccd/btc"))
        .isEqualTo("iroute 172.20.0.0 255.255.255.0\niroute 172.20.100.0 255.255.255.0\n");
    await(PING);

    var again = vpn.casebook("fix", note, "--yes");
    assertThat(again.output()).contains("nothing to fix");
    assertThat(again.status()).isZero();

    var id = vpn.casebook("fix", "list").output().split(" +")[1];
    var undo = vpn.casebook("fix", "undo", id, "--yes");
    assertThat(undo.status()).as(undo.output() + undo.errors()).isZero();
    assertThat(vpn.sh("stat -c '%a %u %g %y' /etc/openvpn/ccd/btc; cat /etc/openvpn/ccd/btc"))
        .isEqualTo(before);
    await("! " + PING);
    assertThat(found(note)).isEqualTo(1);
  }

  @Test
  void aHostIsFixedFromAnotherOneAndTakenBack() throws Exception {
    var ssh = vpn.ssh(Files.createDirectory(folder.resolve("ssh")));
    var note = "openvpn-missing-iroute";
    vpn.run(PING);
    await("grep -q 'bad source address' /var/log/openvpn/openvpn.log");
    var before = vpn.sh("stat -c '%a %u %g %y' /etc/openvpn/ccd/btc; cat /etc/openvpn/ccd/btc");
    assertThat(Launch.overSsh(ssh, "diagnose", "--note", note, "ssh://vpn1").status()).isEqualTo(1);

    var dry = Launch.overSsh(ssh, "fix", note, "ssh://vpn1", "--dry-run");
    assertThat(dry.output()).contains("+iroute 172.20.100.0 255.255.255.0", "Nothing was done");
    assertThat(vpn.run("test -e /var/lib/casebook").status()).isNotZero();

    var fix =
        Launch.overSsh(ssh, "fix", note, "ssh://vpn1", "--yes", "--subject", "172.20.100.0/24");
    assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
    assertThat(fix.output()).contains("is clear now", "ssh://vpn1 takes it back");
    await(PING);

    // The journal lies on the host that was changed: anybody who comes to it can take it back.
    var id = vpn.casebook("fix", "list").output().split(" +")[1];
    assertThat(Launch.overSsh(ssh, "fix", "list", "ssh://vpn1").output()).contains(id);
    var undo = Launch.overSsh(ssh, "fix", "undo", id, "ssh://vpn1", "--yes");
    assertThat(undo.status()).as(undo.output() + undo.errors()).isZero();
    assertThat(vpn.sh("stat -c '%a %u %g %y' /etc/openvpn/ccd/btc; cat /etc/openvpn/ccd/btc"))
        .isEqualTo(before);
  }

  /// A new list that only root can read: the server refuses everybody who comes.
  @Test
  void aListThatTheDaemonCannotReadIsOpenedToIt() throws Exception {
    var note = "openvpn-crl-not-enforced";
    await("grep -q 'VERIFY OK: depth=0' /var/log/openvpn/openvpn.log");
    vpn.sh(
        """
        cd /etc/openvpn/keys
        sleep 1
        umask 077
        openssl ca -config ca.cnf -gencrl -keyfile ca.key -cert ca.crt -crldays 20 -out ../crl.new
        mv ../crl.new ../crl.pem
        """);
    vpn.sh(RECONNECT);
    await("grep -q 'CRL: cannot read' /var/log/openvpn/openvpn.log");
    assertThat(found(note)).isEqualTo(1);

    var fix = vpn.casebook("fix", note, "--yes");
    assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
    assertThat(vpn.sh("stat -c %a /etc/openvpn/crl.pem")).isEqualTo("644\n");
    await(LAST_OF_LIST + "loaded");
    var clear = vpn.casebook("diagnose", "--note", note);
    assertThat(clear.status()).as(clear.output()).isZero();

    var id = vpn.casebook("fix", "list").output().split(" +")[1];
    assertThat(vpn.casebook("fix", "undo", id, "--yes").status()).isZero();
    assertThat(vpn.sh("stat -c %a /etc/openvpn/crl.pem")).isEqualTo("600\n");
    vpn.sh("touch /etc/openvpn/crl.pem");
    vpn.sh(RECONNECT);
    await(LAST_OF_LIST + "'cannot read'");
    assertThat(found(note)).isEqualTo(1);
  }

  /// The authority lies on the same host, as easy-rsa keeps it.
  @Test
  void aListThatHasExpiredIsSignedAnewWhereTheAuthorityIs() throws Exception {
    var note = "openvpn-crl-expired";
    await("grep -q 'VERIFY OK: depth=0' /var/log/openvpn/openvpn.log");
    vpn.sh(
        """
        # OpenVPN reads a list of the same size again only if its time, in seconds, is another
        sleep 1.1
        mkdir -p /etc/openvpn/easy-rsa
        cd /etc/openvpn/easy-rsa
        ln -s /usr/share/easy-rsa/easyrsa /usr/share/easy-rsa/x509-types /usr/share/easy-rsa/openssl-easyrsa.cnf .
        ./easyrsa --batch init-pki >/dev/null
        mkdir -p pki/private pki/certs_by_serial pki/issued pki/reqs
        cp ../keys/ca.crt pki/ca.crt
        cp ../keys/ca.key pki/private/ca.key
        cp ../keys/crlnumber pki/crlnumber
        echo 01 > pki/serial
        printf 'V\\t361231235959Z\\t\\t01\\tunknown\\t/CN=btc\\n' > pki/index.txt
        touch pki/index.txt.attr
        cd ../keys
        openssl ca -config ca.cnf -gencrl -keyfile ca.key -cert ca.crt -out ../crl.new \
          -crl_lastupdate 20200101000000Z -crl_nextupdate 20200201000000Z
        cat ../crl.new > ../crl.pem
        rm ../crl.new
        """);
    vpn.sh(RECONNECT);
    await("grep -q 'CRL has expired' /var/log/openvpn/openvpn.log");
    assertThat(found(note)).isEqualTo(1);
    var before = vpn.sh("md5sum /etc/openvpn/crl.pem; stat -c '%a %u' /etc/openvpn/crl.pem");

    var fix = vpn.casebook("fix", note, "--yes");
    assertThat(fix.status()).as(fix.output() + fix.errors()).isZero();
    await("ping -c 1 -W 1 10.8.0.2 || ip netns exec client ping -c 1 -W 1 10.8.0.1");
    var clear = vpn.casebook("diagnose", "--note", note);
    assertThat(clear.status()).as(clear.output()).isZero();
    assertThat(vpn.casebook("fix", note, "--yes").output()).contains("nothing to fix");

    var id = vpn.casebook("fix", "list").output().split(" +")[1];
    assertThat(vpn.casebook("fix", "undo", id, "--yes").status()).isZero();
    assertThat(vpn.sh("md5sum /etc/openvpn/crl.pem; stat -c '%a %u' /etc/openvpn/crl.pem"))
        .isEqualTo(before);
    assertThat(found(note)).isEqualTo(1);
  }

  private static final String LAST_OF_LIST =
      "grep 'CRL: [lc]' /var/log/openvpn/openvpn.log | tail -n 1 | grep -q ";

  private static final String RECONNECT =
      "bash -c 'exec 3<>/dev/tcp/127.0.0.1/7505; printf \"kill btc\\nquit\\n\" >&3; cat <&3'";
}

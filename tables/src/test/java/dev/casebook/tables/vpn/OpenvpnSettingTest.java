package dev.casebook.tables.vpn;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class OpenvpnSettingTest {

  @Test
  void aServerItsCcdAndAClientAreToldApart() {
    var read =
        Sample.root()
            .file("/etc/openvpn/server/server.conf", text("openvpn_settings/server.conf"))
            .file("/etc/openvpn/server/ccd/btc", text("openvpn_settings/ccd-btc"))
            .file("/etc/openvpn/client/btc.conf", text("openvpn_settings/btc.conf"))
            .read(OpenvpnSetting.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .contains(
            new OpenvpnSetting(
                "/etc/openvpn/server/server.conf",
                "server",
                null,
                8,
                "server",
                "10.8.0.0 255.255.255.0",
                "10.8.0.0/24"),
            new OpenvpnSetting(
                "/etc/openvpn/server/server.conf",
                "server",
                null,
                18,
                "route",
                "172.20.100.0 255.255.255.0",
                "172.20.100.0/24"),
            new OpenvpnSetting(
                "/etc/openvpn/server/server.conf",
                "server",
                null,
                19,
                "push",
                "route 192.168.1.0 255.255.255.0",
                "192.168.1.0/24"),
            new OpenvpnSetting(
                "/etc/openvpn/server/ccd/btc",
                "ccd",
                "btc",
                2,
                "iroute",
                "172.18.10.0 255.255.255.0",
                "172.18.10.0/24"),
            new OpenvpnSetting(
                "/etc/openvpn/client/btc.conf",
                "client",
                null,
                4,
                "remote",
                "203.0.113.1 1194",
                null));
    assertThat(read.rows()).filteredOn(row -> row.directive().equals("iroute")).hasSize(2);
    assertThat(read.cited()).contains("push \"route 192.168.1.0 255.255.255.0\"");
  }

  @Test
  void ccdFilesAreFoundWhereTheConfigurationSays() {
    var read =
        Sample.root()
            .file(
                "/etc/openvpn/vpn.conf", "server 10.8.0.0 255.255.255.0\nclient-config-dir peers\n")
            .file("/etc/openvpn/peers/btc", "iroute 172.20.0.0 255.255.255.0\n")
            .file("/etc/openvpn/peers/empty", "")
            .file("/etc/openvpn/lan.conf", "tls-server\ncd /srv/vpn\nclient-config-dir \"cc d\"\n")
            .file("/srv/vpn/cc d/gate 1", "ifconfig-push 10.9.0.5 255.255.255.0\n")
            .read(OpenvpnSetting.TABLE);
    assertThat(read.coverage().isComplete()).as("an empty ccd file is no gap").isTrue();
    assertThat(read.rows())
        .filteredOn(row -> row.role().equals("ccd"))
        .extracting(OpenvpnSetting::file, OpenvpnSetting::commonName, OpenvpnSetting::network)
        .containsExactly(
            tuple("/srv/vpn/cc d/gate 1", "gate 1", "10.9.0.0/24"),
            tuple("/etc/openvpn/peers/btc", "btc", "172.20.0.0/24"));
  }

  @Test
  void aConfigurationNeverLeadsOutOfTheEvidence() {
    var read =
        Sample.root()
            .file(
                "/etc/openvpn/vpn.conf",
                "server 10.8.0.0 255.255.255.0\nclient-config-dir ../../../../../../etc\n")
            .file("/etc/hostname", "iroute 10.1.0.0 255.255.0.0\n")
            .read(OpenvpnSetting.TABLE);
    assertThat(read.rows())
        .filteredOn(row -> row.role().equals("ccd"))
        .extracting(OpenvpnSetting::commonName)
        .containsExactly("hostname");
  }

  @Test
  void networksOfEachFamilyAndDefaultsAreInCidrForm() {
    var read =
        Sample.root()
            .file(
                "/etc/openvpn/a.ovpn",
                """
                client
                route 192.0.2.7
                route 10.1.2.3 255.255.0.0 vpn_gateway 5
                route 10.3.0.0 default
                route remote_host 255.255.255.255 net_gateway
                route-ipv6 2001:db8:0:0::/48
                push "route-ipv6 2001:db8:1::/48"
                push "dhcp-option DNS 10.8.0.1"
                iroute-ipv6 2001:db8:2::/48
                route 10.4.0.0 255.0.255.0
                """)
            .read(OpenvpnSetting.TABLE);
    assertThat(read.rows())
        .extracting(OpenvpnSetting::network)
        .containsExactly(
            null,
            "192.0.2.7/32",
            "10.1.0.0/16",
            "10.3.0.0/32",
            null,
            "2001:db8::/48",
            "2001:db8:1::/48",
            null,
            "2001:db8:2::/48",
            null);
  }

  @Test
  void quotesCommentsAndDashesAreReadAsOpenvpnReadsThem() {
    var read =
        Sample.root()
            .file(
                "/etc/openvpn/a.conf",
                """
                # comment
                ;push "route 192.168.10.0 255.255.255.0"
                  --client   # to the right
                ca "/etc/open vpn/ca.crt" ;and here
                setenv NAME 'a "b" c'
                setenv OTHER a\\ b"c
                setenv HASH x#y
                """)
            .read(OpenvpnSetting.TABLE);
    assertThat(read.rows())
        .extracting(OpenvpnSetting::line, OpenvpnSetting::directive, OpenvpnSetting::arguments)
        .containsExactly(
            tuple(3, "client", ""),
            tuple(4, "ca", "/etc/open vpn/ca.crt"),
            tuple(5, "setenv", "NAME a \"b\" c"),
            tuple(6, "setenv", "OTHER a b\"c"),
            tuple(7, "setenv", "HASH x#y"));
    assertThat(read.coverage().isComplete()).isTrue();
  }

  @Test
  void whatStandsBetweenTagsIsNotShown() {
    var read =
        Sample.root()
            .file(
                "/etc/openvpn/a.ovpn",
                """
                client
                <connection>
                remote 203.0.113.1 1194 udp
                </connection>
                <ca>
                SECRET
                </ca>
                <auth-user-pass>
                SECRET
                </auth-user-pass>
                verb 3
                -----BEGIN MADE UP-----
                SECRET
                -----END MADE UP-----
                "SECRET
                <key>
                SECRET
                """)
            .read(OpenvpnSetting.TABLE);
    assertThat(read.rows())
        .extracting(OpenvpnSetting::directive, OpenvpnSetting::arguments)
        .containsExactly(
            tuple("client", ""),
            tuple("remote", "203.0.113.1 1194 udp"),
            tuple("ca", "[inline]"),
            tuple("auth-user-pass", "[inline]"),
            tuple("verb", "3"),
            tuple("key", "[inline]"));
    assertThat(read.rows().toString() + read.coverage()).doesNotContain("SECRET");
    assertThat(read.coverage().reason()).contains("3 line(s) not understood");
  }

  @Test
  void looseConfigurationsAreKnownByTheirContent() {
    var table = OpenvpnSetting.TABLE;
    assertThat(table.recognise(text("openvpn_settings/server.conf")).orElseThrow().text())
        .isEqualTo("/etc/openvpn/*.conf");
    assertThat(table.recognise(text("openvpn_settings/btc.conf")).orElseThrow().text())
        .isEqualTo("/etc/openvpn/*.conf");
    assertThat(table.recognise(text("openvpn_settings/ccd-btc")).orElseThrow().text())
        .isEqualTo("/etc/openvpn/**/ccd/*");
    assertThat(table.recognise("Port 22\nPermitRootLogin no\n")).isEmpty();
    assertThat(table.recognise("")).isEmpty();
  }
}

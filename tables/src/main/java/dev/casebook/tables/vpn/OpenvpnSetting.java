package dev.casebook.tables.vpn;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A directive of an OpenVPN configuration: of a server, of a client, or of a server about one
/// client (ccd, openvpn(8) `--client-config-dir`).
///
/// ```
/// client-config-dir ccd
/// route 172.20.100.0 255.255.255.0
/// push "route 192.168.1.0 255.255.255.0"
///
/// iroute 172.20.100.0 255.255.255.0        (ccd/btc)
/// ```
///
/// Files that stand between tags, as `<ca>…</ca>`, are one row each without what stands there, so
/// that no key or password is shown.
@Row("one directive of one configuration file")
@Compared(
    key = {"directive", "file"},
    restless = {"line"},
    tells = Compared.Tells.SETTING)
public record OpenvpnSetting(
    @Column("the file") String file,
    @Column("whose file it is: server, client, ccd (a server's file about one client), unknown")
        String role,
    @Column(
            value =
                "common name of the client that a ccd file is about; DEFAULT for all without their own",
            means = Meaning.NAME)
        @Nullable String commonName,
    @Column("number of its line in the file, from 1") int line,
    @Column("the directive, without dashes") String directive,
    @Column("what follows it, without quotes; `[inline]` for a file between tags") String arguments,
    @Column("the network of server, route, iroute, ifconfig-push and of a pushed route, as CIDR")
        @Nullable String network) {

  public static final Table<OpenvpnSetting> TABLE =
      Table.of("openvpn_settings", OpenvpnSetting.class)
          .from(
              List.of(
                  ArtifactName.file("/etc/openvpn/*.conf"),
                  ArtifactName.file("/etc/openvpn/server/*.conf"),
                  ArtifactName.file("/etc/openvpn/client/*.conf"),
                  ArtifactName.file("/etc/openvpn/**/*.ovpn"),
                  ArtifactName.file("/etc/openvpn/**/ccd/*")),
              OpenvpnSetting::parse,
              OpenvpnSetting::references)
          .completedBy(ArtifactName.file("/etc/openvpn/**/*"))
          .sniff(ArtifactName.file("/etc/openvpn/*.conf"), OpenvpnSetting::isConfiguration)
          .sniff(ArtifactName.file("/etc/openvpn/**/ccd/*"), OpenvpnSetting::isAboutClient)
          .example(
              "subnets that the kernel sends into the tunnel and no client is said to have",
              """
              select r.network from openvpn_settings r
              where r.role = 'server' and r.directive = 'route' and not exists (
                select 1 from openvpn_settings i
                where i.directive = 'iroute' and i.network = r.network)\
              """)
          .example(
              "which key and certificate files are used",
              """
              select file, directive, arguments from openvpn_settings
              where directive in ('ca', 'cert', 'key', 'crl-verify', 'tls-auth', 'tls-crypt')\
              """);

  private static void parse(Text text, Rows<OpenvpnSetting> rows) {
    var directives = OpenvpnDirective.all(text, rows);
    var role = role(text, directives);
    for (var directive : directives) {
      rows.add(
          directive.offset(),
          new OpenvpnSetting(
              text.name(),
              role,
              role.equals("ccd") ? text.fileName() : null,
              directive.line(),
              directive.name(),
              String.join(" ", directive.arguments()),
              network(directive.words()).map(IpNetwork::text).orElse(null)));
    }
  }

  private static final Set<String> OF_SERVER =
      Set.of("server", "server-ipv6", "server-bridge", "tls-server", "client-config-dir");

  private static final Set<String> OF_CLIENT = Set.of("client", "tls-client", "pull");

  private static String role(Text text, List<OpenvpnDirective> directives) {
    if (text.pathPart(1).equals("ccd")) {
      return "ccd";
    }
    for (var directive : directives) {
      if (OF_SERVER.contains(directive.name())
          || (directive.name().equals("mode") && directive.arguments().equals(List.of("server")))) {
        return "server";
      }
      if (OF_CLIENT.contains(directive.name())) {
        return "client";
      }
    }
    // What a configuration names as its client-config-dir may have any name.
    return text.fileName().matches(".*\\.(conf|ovpn)") ? "unknown" : "ccd";
  }

  /// The network of a directive and its arguments; empty for a name or a keyword in its place.
  private static Optional<IpNetwork> network(List<String> words) {
    if (words.size() < 2) {
      return Optional.empty();
    }
    var address = words.get(1);
    return switch (words.getFirst()) {
      case "route", "iroute" ->
          words.size() > 2 && !words.get(2).equals("default")
              ? IpNetwork.of(address, words.get(2))
              : IpNetwork.of(address);
      case "server", "ifconfig-push" ->
          words.size() > 2 ? IpNetwork.of(address, words.get(2)) : Optional.empty();
      case "route-ipv6", "iroute-ipv6", "server-ipv6" -> IpNetwork.of(address);
      case "push" -> network(List.of(Line.words(address)));
      default -> Optional.empty();
    };
  }

  /// The folder of ccd files. A relative path starts in the folder that `cd` names, else in the
  /// configuration's own, where the units of distributions start OpenVPN.
  private static List<ArtifactName> references(Text text) {
    var named = new ArrayList<ArtifactName>();
    var folder = text.name().substring(0, text.name().lastIndexOf('/'));
    for (var directive : OpenvpnDirective.all(text, new Ignored())) {
      if (directive.arguments().isEmpty()) {
        continue;
      }
      var argument = directive.arguments().getFirst();
      switch (directive.name()) {
        case "cd" -> folder = absolute(folder, argument);
        case "client-config-dir" -> named.add(ArtifactName.file(absolute(folder, argument) + "/*"));
        default -> {
          // Keys and certificates are read for other tables.
        }
      }
    }
    return named;
  }

  private static String absolute(String folder, String path) {
    return path.startsWith("/") ? path : folder + "/" + path;
  }

  /// For a look at a file that is read again for its rows.
  private static final class Ignored implements Rows<OpenvpnSetting> {
    @Override
    public void add(long offset, OpenvpnSetting row) {}

    @Override
    public void reject(Line line, String reason) {}
  }

  private static final Set<String> SURE =
      Set.of("client", "server", "tls-server", "tls-client", "dev", "remote", "client-config-dir");

  /// Several directives that other programs' configurations do not begin lines with.
  private static boolean isConfiguration(String head) {
    long known =
        head.lines()
            .map(line -> line.strip().split("\\s+", 2)[0])
            .filter(SURE::contains)
            .distinct()
            .count();
    return known >= 2;
  }

  private static boolean isAboutClient(String head) {
    var words =
        head.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith(";"))
            .map(line -> line.split("\\s+", 2)[0])
            .toList();
    return !words.isEmpty()
        && words.stream()
            .allMatch(
                Set.of(
                        "iroute",
                        "iroute-ipv6",
                        "ifconfig-push",
                        "ifconfig-ipv6-push",
                        "push",
                        "push-reset",
                        "push-remove",
                        "disable")
                    ::contains);
  }
}

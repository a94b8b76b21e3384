package dev.casebook.tables.network;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what `resolvectl status` prints: a section for the whole host and one for each link.
/// Before systemd 249 each server and domain of several has a line of its own.
final class ResolverStatus {

  private static final Pattern LINK = Pattern.compile("Link [0-9]{1,10} \\((.{1,64})\\)");

  private static final Pattern FIELD = Pattern.compile(" *([A-Za-z][A-Za-z. ]{1,40}):(?: (.*))?");

  /// Of one link. Each server's row names all domains.
  private static final int SERVERS_MAX = 100;

  private static final int DOMAINS_MAX = 100;

  private final Rows<NameServer> rows;
  private @Nullable String device;
  private String field = "";
  private String current = "";
  private final List<Server> servers = new ArrayList<>();
  private final List<String> domains = new ArrayList<>();

  private record Server(Line line, String address) {}

  private ResolverStatus(Rows<NameServer> rows) {
    this.rows = rows;
  }

  static void parse(Text text, Rows<NameServer> rows) {
    var status = new ResolverStatus(rows);
    for (var line : text.lines()) {
      if (!line.isNoise()) {
        status.take(line);
      }
    }
    status.end();
  }

  private void take(Line line) {
    var section = LINK.matcher(line.text().strip());
    if (section.matches() || line.text().strip().equals("Global")) {
      end();
      device = section.matches() ? section.group(1) : null;
      return;
    }
    var named = FIELD.matcher(line.text());
    String values = line.text();
    if (named.matches()) {
      field = named.group(1);
      values = named.group(2) == null ? "" : named.group(2);
    } else if (!line.text().startsWith(" ")) {
      rows.reject(line, "no line of resolvectl status");
      return;
    }
    switch (field) {
      case "Current DNS Server" -> current = address(values.strip());
      case "DNS Servers" -> servers(line, values);
      case "DNS Domain" -> domains(line, values);
      default -> {
        // Other fields name no server.
      }
    }
  }

  private void servers(Line line, String values) {
    for (var word : Line.words(values)) {
      var address = address(word);
      if (servers.size() == SERVERS_MAX) {
        rows.reject(line, "more servers than are kept");
        return;
      }
      if (IpAddress.of(address).isEmpty()) {
        rows.reject(line, "no address of a server");
      } else {
        servers.add(new Server(line, address));
      }
    }
  }

  private void domains(Line line, String values) {
    for (var word : Line.words(values)) {
      if (domains.size() == DOMAINS_MAX) {
        rows.reject(line, "more domains than are kept");
        return;
      }
      domains.add(word);
    }
  }

  /// Of `192.0.2.53#dns.example`, `[2001:db8::53]:5353` and `fe80::1%ens3`.
  private static String address(String server) {
    var address = server.replaceFirst("#.*", "").replaceFirst("%.*", "");
    if (address.startsWith("[")) {
      return address.replaceFirst("^\\[([^]]*)].*", "$1");
    }
    return address.indexOf(':') == address.lastIndexOf(':')
        ? address.replaceFirst(":.*", "")
        : address;
  }

  private void end() {
    for (int i = 0; i < servers.size(); i++) {
      var server = servers.get(i);
      rows.add(
          server.line(),
          new NameServer(
              server.address(),
              device,
              i + 1,
              current.isEmpty() ? null : (Boolean) current.equals(server.address()),
              domains.isEmpty() ? null : String.join(",", domains),
              null,
              "resolvectl"));
    }
    servers.clear();
    domains.clear();
    current = "";
    field = "";
  }
}

package dev.casebook.tables.network;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file of leases in one of its forms, told by what its lines look like.
final class LeaseFile {

  /// What a client's own lease is kept under: it is written again at each renewal.
  private static final String OF_CLIENT = "";

  private static final Pattern BEGIN = Pattern.compile("lease(?: ([0-9.]{7,15}))? \\{");

  private static final Pattern DNSMASQ =
      Pattern.compile("([0-9]{1,11}) ([0-9a-fA-F:-]{11,24}) ([0-9.]{7,15}) (\\S+) \\S+");

  private static final Pattern TIME =
      Pattern.compile("[0-6] ([0-9]{4})/([0-9]{2})/([0-9]{2}) ([0-9]{2}):([0-9]{2}):([0-9]{2})");

  private static final Pattern EPOCH = Pattern.compile("epoch ([0-9]{1,11}).*");

  private final Text text;
  private final Rows<DhcpLease> rows;

  /// The last lease of each address, in order of first appearance.
  private final Map<String, Lease> leases = new LinkedHashMap<>();

  private @Nullable Line begin;
  private String address = OF_CLIENT;
  private final Map<String, String> statements = new HashMap<>();

  private record Lease(Line begin, DhcpLease row) {}

  private LeaseFile(Text text, Rows<DhcpLease> rows) {
    this.text = text;
    this.rows = rows;
  }

  static void parse(Text text, Rows<DhcpLease> rows) {
    var file = new LeaseFile(text, rows);
    if (text.name().startsWith("/run/systemd/netif/leases/")) {
      file.networkd();
    } else {
      text.lines().forEach(file::line);
      file.end();
    }
    file.leases.values().forEach(lease -> rows.add(lease.begin, lease.row));
  }

  private void line(Line line) {
    var content = line.text().strip();
    var head = BEGIN.matcher(content);
    var ofDnsmasq = DNSMASQ.matcher(content);
    if (head.matches()) {
      end();
      begin = new Line(line.offset(), content);
      address = head.group(1) == null ? OF_CLIENT : head.group(1);
    } else if (begin != null && content.equals("}")) {
      close();
    } else if (begin != null) {
      statement(content);
    } else if (ofDnsmasq.matches()) {
      dnsmasq(line, ofDnsmasq);
    } else if (isStray(content)) {
      rows.reject(line, "not part of a lease");
    }
  }

  /// What stands between leases: comments, statements of the server, leases of IPv6.
  private static boolean isStray(String content) {
    return !content.isEmpty()
        && content.charAt(0) != '#'
        && !content.endsWith(";")
        && !content.endsWith("{")
        && !content.startsWith("}")
        && !content.startsWith("duid ");
  }

  /// A lease that the file's end, or another one, cuts off.
  private void end() {
    if (begin != null) {
      rows.reject(begin, "a lease without its end");
      begin = null;
      statements.clear();
    }
  }

  private void statement(String content) {
    var plain = content.replaceFirst(";.*$", "");
    int blank = plain.indexOf(' ');
    if (blank > 0) {
      var key = plain.substring(0, blank);
      if (key.equals("option") || key.equals("binding") || key.equals("hardware")) {
        int second = plain.indexOf(' ', blank + 1);
        key = second < 0 ? plain : plain.substring(0, second);
      }
      statements.put(key, plain.substring(key.length()).strip().replaceAll("^\"|\"$", ""));
    }
  }

  private void close() {
    var line = begin;
    begin = null;
    if (line == null) {
      return;
    }
    boolean ofServer = !address.equals(OF_CLIENT);
    var given = ofServer ? address : statements.getOrDefault("fixed-address", "");
    if (given.isEmpty()) {
      rows.reject(line, "a lease without an address");
    } else {
      var row =
          new DhcpLease(
              ofServer ? "server" : "client",
              canonical(given),
              statements.get("hardware ethernet"),
              statements.getOrDefault("client-hostname", statements.get("option host-name")),
              statements.get("interface"),
              statements.get("option dhcp-server-identifier"),
              statements.get("binding state"),
              time(statements.get("starts")),
              time(statements.getOrDefault("ends", statements.get("expire"))),
              statements.get("filename"),
              text.name());
      // An interface's address may change; then the earlier lease is over.
      leases.put(ofServer ? address : "interface " + row.device(), new Lease(line, row));
    }
    statements.clear();
  }

  private void dnsmasq(Line line, Matcher lease) {
    var seconds = Digits.decimal(lease.group(1));
    leases.put(
        lease.group(3),
        new Lease(
            line,
            new DhcpLease(
                "server",
                canonical(lease.group(3)),
                lease.group(2),
                lease.group(4).equals("*") ? null : lease.group(4),
                null,
                null,
                null,
                null,
                seconds == null || seconds == 0 ? null : Instant.ofEpochSecond(seconds),
                null,
                text.name())));
  }

  private void networkd() {
    var values = new HashMap<String, String>();
    for (var line : text.lines()) {
      int equals = line.text().indexOf('=');
      if (equals > 0) {
        values.put(line.text().substring(0, equals), line.text().substring(equals + 1));
      } else if (!line.isBlank() && !line.text().startsWith("#")) {
        rows.reject(line, "not a setting of a lease");
      }
    }
    var given = values.get("ADDRESS");
    if (given == null) {
      rows.reject(text.lines().iterator().next(), "a lease without an address");
      return;
    }
    leases.put(
        given,
        new Lease(
            text.lines().iterator().next(),
            new DhcpLease(
                "client",
                canonical(given),
                null,
                values.get("HOSTNAME"),
                null,
                values.get("SERVER_ADDRESS"),
                null,
                null,
                null,
                null,
                text.name())));
  }

  /// As it is written where it is no address, such as 192.0.2.999.
  private static String canonical(String address) {
    return Objects.requireNonNullElse(IpAddress.canonical(address), address);
  }

  /// `0 2026/11/22 10:00:00` in UTC, `epoch 1795341600`, or `never`.
  private static @Nullable Instant time(@Nullable String written) {
    if (written == null) {
      return null;
    }
    var epoch = EPOCH.matcher(written);
    var time = TIME.matcher(written);
    if (epoch.matches()) {
      return Instant.ofEpochSecond(Long.parseLong(epoch.group(1)));
    }
    if (!time.matches()) {
      return null;
    }
    try {
      var parts = new int[6];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = Integer.parseInt(time.group(i + 1));
      }
      return LocalDateTime.of(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5])
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
  }
}

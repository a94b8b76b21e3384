package dev.casebook.tables.identity;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether sssd reaches the servers of a domain, from `sssctl domain-status DOMAIN`.
///
/// ```
/// Online status: Offline
///
/// Active servers:
/// LDAP: 127.0.0.1
/// ```
///
/// An output does not name its domain; the name of its file may. Source: sssctl(8).
@Row("one domain of sssd")
@Compared(
    key = {"domain"},
    tells = Compared.Tells.STATE)
public record DomainStatus(
    @Column(value = "name, where the output's file has it", means = Meaning.HOST)
        @Nullable String domain,
    @Column("whether sssd reaches a server; false means that it answers from its cache")
        boolean online,
    @Column(value = "server that it uses, or used last; NULL if not told", means = Meaning.HOST)
        @Nullable String server) {

  private static final ArtifactName STATUS = ArtifactName.command("sssctl domain-status*");
  private static final String ONLINE = "Online status: ";

  public static final Table<DomainStatus> TABLE =
      Table.of("sssd_domains", DomainStatus.class)
          .from(List.of(STATUS), DomainStatus::parse)
          .sniff(STATUS, head -> head.startsWith(ONLINE))
          .example(
              "hosts that go by what they have kept",
              "select host, domain, server from sssd_domains where not online");

  static void parse(Text text, Rows<DomainStatus> rows) {
    Line status = null;
    String server = null;
    boolean active = false;
    for (var line : text.lines()) {
      if (line.text().startsWith(ONLINE)) {
        status = line;
      } else if (line.text().endsWith("ervers:")) {
        active = line.text().startsWith("Active ");
      } else if (active && server == null && line.text().contains(": ")) {
        var told = line.text().substring(line.text().indexOf(": ") + 2).strip();
        server = told.equals("not connected") ? null : told;
      }
    }
    if (status == null) {
      rows.reject(text.lines().first(), "no status of a domain");
      return;
    }
    var word = status.text().substring(ONLINE.length()).strip();
    rows.add(status, new DomainStatus(domain(text), word.equals("Online"), server));
  }

  /// The last word of the file's name, as collectors write it.
  private static @Nullable String domain(Text text) {
    var place = text.artifact().place();
    var file = place.substring(place.lastIndexOf('/') + 1);
    int at = file.lastIndexOf('_');
    return file.contains("domain-status_") && at + 1 < file.length()
        ? file.substring(at + 1)
        : null;
  }
}

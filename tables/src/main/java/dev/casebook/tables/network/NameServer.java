package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A server of DNS that the host asks.
///
/// ```
/// nameserver 127.0.0.53                         (/etc/resolv.conf)
/// search example.com
/// Link 2 (ens3)                                 (resolvectl status)
///   Current DNS Server: 192.0.2.53
///          DNS Servers: 192.0.2.53
///                       192.0.2.54
///           DNS Domain: example.com
/// ```
///
/// What programs ask by resolv.conf may be systemd-resolved on this host, `127.0.0.53`; whom that
/// asks in turn `resolvectl` tells. Source: resolv.conf(5), resolvectl(1).
@Row("one server of DNS that this host asks, as one place tells it")
@Compared(key = {"server", "interface", "told_by"})
public record NameServer(
    @Column("its address") String server,
    @Column(value = "interface whose server it is; NULL for the whole host", name = "interface")
        @Nullable String device,
    @Column("its place among those of its interface or file, from 1: asked first") int place,
    @Column("whether it is the one that is asked just now; NULL where it is not told")
        @Nullable Boolean current,
    @Column("domains that are put behind short names or are this interface's, with commas")
        @Nullable String domains,
    @Column("further options, with blanks between: ndots:5, timeout:1, …") @Nullable String options,
    @Column("resolvectl, or the path of the file") String toldBy) {

  private static final ArtifactName FILE = ArtifactName.file("/etc/resolv.conf");
  private static final ArtifactName STATUS = ArtifactName.command("resolvectl status");

  public static final Table<NameServer> TABLE =
      Table.of("name_servers", NameServer.class)
          .from(
              List.of(
                  FILE,
                  ArtifactName.file("/run/systemd/resolve/resolv.conf"),
                  STATUS,
                  ArtifactName.command("systemd-resolve --status")),
              NameServer::parse)
          .sniff(FILE, NameServer::isHead)
          .sniff(
              STATUS,
              head ->
                  head.startsWith("Global\n")
                      && (head.contains(" LLMNR setting: ") || head.contains(" Protocols: ")))
          .example(
              "whom this host asks for names, in order",
              """
              select told_by, interface, place, server, current, domains from name_servers
              order by told_by, interface, place\
              """);

  private static final List<String> OTHER = List.of("search", "domain", "options", "sortlist");

  /// A nameserver behind nothing but comments and what else the file may hold.
  private static boolean isHead(String head) {
    return head.lines()
        .map(Line::words)
        .filter(words -> words.length > 0 && !words[0].startsWith("#") && !words[0].startsWith(";"))
        .filter(words -> !OTHER.contains(words[0]))
        .findFirst()
        .map(words -> words[0].equals("nameserver") && words.length == 2)
        .orElse(false);
  }

  private static void parse(Text text, Rows<NameServer> rows) {
    if (text.artifact().name() instanceof ArtifactName.Command) {
      ResolverStatus.parse(text, rows);
    } else {
      parseFile(text, rows);
    }
  }

  private static void parseFile(Text text, Rows<NameServer> rows) {
    @Nullable String domains = null;
    var options = new ArrayList<String>();
    for (var line : text.lines()) {
      var words = line.words();
      if (words.length > 1 && (words[0].equals("search") || words[0].equals("domain"))) {
        domains = String.join(",", Arrays.copyOfRange(words, 1, words.length));
      } else if (words.length > 1 && words[0].equals("options")) {
        options.addAll(List.of(words).subList(1, words.length));
      }
    }
    var together = options.isEmpty() ? null : String.join(" ", options);
    int place = 0;
    for (var line : text.lines()) {
      var words = line.words();
      if (line.isNoise() || words[0].startsWith("#") || words[0].startsWith(";")) {
        continue;
      }
      if (words[0].equals("nameserver") && words.length > 1) {
        place++;
        rows.add(line, new NameServer(words[1], null, place, null, domains, together, text.name()));
      } else if (!OTHER.contains(words[0])) {
        rows.reject(line, "no line of resolv.conf");
      }
    }
  }
}

package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;

/// A name that the host knows by itself, before it asks a server of DNS.
///
/// ```
/// 192.0.2.7   db1.example.com db1    # the database
/// ```
///
/// Source: hosts(5).
@Row("one name of one address in the host's own list of names")
@Compared(key = {"name", "address"})
public record HostName(
    @Column("the name") String name,
    @Column("its address") String address,
    @Column("its place among the names of the line, from 1, which is the canonical one")
        int place) {

  private static final ArtifactName FILE = ArtifactName.file("/etc/hosts");

  public static final Table<HostName> TABLE =
      Table.of("host_names", HostName.class)
          .from(List.of(FILE), HostName::parse)
          .sniff(FILE, HostName::isHead)
          .example(
              "names that have several addresses",
              """
              select name, list(address) as addresses from host_names
              group by name having count(distinct address) > 1\
              """);

  /// The loopback's address behind nothing but comments.
  private static boolean isHead(String head) {
    return head.lines()
        .map(Line::words)
        .filter(words -> words.length > 0 && !words[0].startsWith("#"))
        .findFirst()
        .map(words ->
            words.length > 1
                && (words[0].equals("127.0.0.1")
                    || words[0].equals("127.0.1.1")
                    || words[0].equals("::1")))
        .orElse(false);
  }

  private static void parse(Text text, Rows<HostName> rows) {
    for (var line : text.lines()) {
      var words = Line.words(line.text().replaceFirst("#.*", ""));
      if (words.length == 0 || line.isNoise()) {
        continue;
      }
      var address = words[0].replaceFirst("%.*", "");
      if (words.length < 2 || IpAddress.of(address).isEmpty()) {
        rows.reject(line, "no address with names");
        continue;
      }
      for (int i = 1; i < words.length; i++) {
        rows.add(line, new HostName(words[i], address, i));
      }
    }
  }
}

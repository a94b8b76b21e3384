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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The relay of DHCP that a host is set to run: ISC's dhcrelay, as Debian's init script starts it.
///
/// ```
/// SERVERS="192.0.2.10"                (/etc/default/isc-dhcp-relay)
/// INTERFACES="lan0 wan0"
/// OPTIONS="-a -iu tun0"
/// ```
///
/// The file is a piece of a shell's script, of which assignments of words are read. Source:
/// dhcrelay(8), isc-dhcp-relay's init script.
@Row("the relay of DHCP that this host is set to run")
@Compared(
    key = {"file"},
    ofHost = {"interfaces", "upstream", "downstream"})
public record DhcpRelay(
    @Column("interfaces for both ways (-i), with commas; NULL if none is named, which means all")
        @Nullable String interfaces,
    @Column("interfaces towards the servers alone (-iu)") @Nullable String upstream,
    @Column("interfaces towards the clients alone (-id)") @Nullable String downstream,
    @Column("addresses or names of the servers, with commas; NULL if none is named")
        @Nullable String servers,
    @Column("further options, as they stand") @Nullable String options,
    @Column("path of the file") String file) {

  private static final ArtifactName DEFAULTS = ArtifactName.file("/etc/default/isc-dhcp-relay");

  public static final Table<DhcpRelay> TABLE =
      Table.of("dhcp_relays", DhcpRelay.class)
          .from(List.of(DEFAULTS), DhcpRelay::parse)
          .sniff(DEFAULTS, head -> head.startsWith("# Defaults for isc-dhcp-relay initscript"))
          .example(
              "which servers are asked, and by which interfaces",
              "select host, servers, interfaces, upstream, downstream from dhcp_relays");

  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "\\s*(?:export\\s+)?([A-Za-z_]\\w*)=(?:\"([^\"$`\\\\]*)\"|'([^']*)'|([\\w.:/-]*))\\s*(?:#.*)?");

  private static void parse(Text text, Rows<DhcpRelay> rows) {
    Map<String, String> values = new HashMap<>();
    Line first = null;
    for (var line : text.lines()) {
      if (line.isNoise() || line.text().stripLeading().startsWith("#")) {
        continue;
      }
      var assignment = ASSIGNMENT.matcher(line.text());
      if (assignment.matches()) {
        values.put(
            assignment.group(1),
            value(assignment.group(2), assignment.group(3), assignment.group(4)));
        first = first == null ? line : first;
      } else {
        rows.reject(line, "no assignment of words");
      }
    }
    if (first != null) {
      rows.add(first, of(values, text.name()));
    }
  }

  private static String value(@Nullable String... forms) {
    for (var form : forms) {
      if (form != null) {
        return form;
      }
    }
    return "";
  }

  private static DhcpRelay of(Map<String, String> values, String file) {
    var options = values.getOrDefault("OPTIONS", "");
    var both = list(values.getOrDefault("INTERFACES", ""));
    both.addAll(named("-i", options));
    return new DhcpRelay(
        text(both),
        text(named("-iu", options)),
        text(named("-id", options)),
        text(list(values.getOrDefault("SERVERS", ""))),
        options.isBlank() ? null : options.strip(),
        file);
  }

  private static List<String> list(String words) {
    return new ArrayList<>(List.of(Line.words(words)));
  }

  /// What stands behind each such option.
  private static List<String> named(String option, String options) {
    var words = Line.words(options);
    var named = new ArrayList<String>();
    for (int i = 0; i + 1 < words.length; i++) {
      if (words[i].equals(option)) {
        named.add(words[i + 1]);
      }
    }
    return named;
  }

  private static @Nullable String text(List<String> words) {
    return words.isEmpty() ? null : String.join(",", words);
  }
}

package dev.casebook.tables.software;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A repository from which packages are installed, as the configuration of dnf, yum or apt has it.
///
/// ```
/// [baseos]                                                     (/etc/yum.repos.d/*.repo)
/// baseurl=http://mirror.example/8/BaseOS/
/// enabled=1
/// deb [signed-by=/usr/share/keyrings/a.gpg] http://deb.example/debian bookworm main   (*.list)
/// Types: deb                                                   (*.sources)
/// ```
///
/// Source: dnf.conf(5), sources.list(5).
@Row("one repository of packages in the configuration")
@Compared(
    key = {"kind", "name", "suite", "url"},
    tells = Compared.Tells.SETTING)
public record PackageRepository(
    @Column("rpm, deb or deb-src") String kind,
    @Column("id of a repository of dnf or yum; NULL for apt") @Nullable String name,
    @Column(
            value = "where it is: base URL, else the list of mirrors, as written",
            means = Meaning.HOST)
        @Nullable String url,
    @Column("suites of apt, with blanks between: bookworm bookworm-updates") @Nullable String suite,
    @Column("components of apt, with blanks between: main contrib") @Nullable String components,
    @Column("whether it is used") boolean enabled,
    @Column("whether signatures are checked: gpgcheck of dnf, trusted=yes of apt; NULL if not set")
        @Nullable Boolean signed,
    @Column("proxy of its own") @Nullable String proxy,
    @Column("path of the file") String file) {

  private static final ArtifactName REPO = ArtifactName.file("/etc/yum.repos.d/loose.repo");
  private static final ArtifactName LIST = ArtifactName.file("/etc/apt/sources.list");

  public static final Table<PackageRepository> TABLE =
      Table.of("package_repositories", PackageRepository.class)
          .from(
              List.of(
                  ArtifactName.file("/etc/yum.repos.d/*.repo"),
                  ArtifactName.file("/etc/dnf/repos.override.d/*.repo"),
                  ArtifactName.file("/etc/zypp/repos.d/*.repo")),
              PackageRepository::parseIni)
          .from(
              List.of(
                  LIST,
                  ArtifactName.file("/etc/apt/sources.list.d/*.list"),
                  ArtifactName.file("/etc/apt/sources.list.d/*.sources")),
              PackageRepository::parseApt)
          .sniff(
              REPO,
              head ->
                  head.matches(
                      "(?s)(?:[#;][^\\n]*\\n|\\s)*\\[[^\\]\\n]+\\]\\s*\\n.*(?:baseurl|mirrorlist|metalink) *=.*"))
          .sniff(
              LIST,
              head ->
                  head.matches(
                      "(?s)(?:#[^\\n]*\\n|\\s)*deb(?:-src)? +(?:\\[[^\\]\\n]*\\] +)?\\w+:.*"))
          .example(
              "repositories in use",
              "select kind, name, url, suite, components from package_repositories where enabled");

  private static void parseIni(Text text, Rows<PackageRepository> rows) {
    @Nullable Line head = null;
    Map<String, String> values = new HashMap<>();
    for (var line : text.lines()) {
      var content = line.text().strip();
      int equals = content.indexOf('=');
      if (content.startsWith("[") && content.endsWith("]")) {
        addIni(head, values, text.name(), rows);
        head = new Line(line.offset(), content);
        values.clear();
      } else if (!content.isEmpty() && "#;".indexOf(content.charAt(0)) < 0) {
        if (equals > 0 && head != null) {
          values.put(
              content.substring(0, equals).strip().toLowerCase(Locale.ROOT),
              content.substring(equals + 1).strip());
        } else if (line.text().isEmpty() || !Character.isWhitespace(line.text().charAt(0))) {
          rows.reject(line, "neither a section nor a setting");
        }
      }
    }
    addIni(head, values, text.name(), rows);
  }

  private static void addIni(
      @Nullable Line head, Map<String, String> values, String file, Rows<PackageRepository> rows) {
    if (head == null || head.text().equals("[main]")) {
      return;
    }
    var name = head.text().substring(1, head.text().length() - 1);
    var url =
        values.getOrDefault("baseurl", values.getOrDefault("metalink", values.get("mirrorlist")));
    rows.add(
        head,
        new PackageRepository(
            "rpm",
            name,
            url,
            null,
            null,
            !Boolean.FALSE.equals(truth(values.get("enabled"))),
            truth(values.get("gpgcheck")),
            values.get("proxy"),
            file));
  }

  private static @Nullable Boolean truth(@Nullable String word) {
    return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
      case "1", "yes", "true", "on" -> true;
      case "0", "no", "false", "off" -> false;
      default -> null;
    };
  }

  private static final Pattern ONE_LINE =
      Pattern.compile(
          "(deb|deb-src)[ \\t]+(?:\\[([^\\]]*)\\][ \\t]+)?(\\S+)[ \\t]+(\\S+)((?:[ \\t]+\\S+)*)");

  private static void parseApt(Text text, Rows<PackageRepository> rows) {
    if (text.name().endsWith(".sources")) {
      parseStanzas(text, rows);
      return;
    }
    for (var line : text.lines()) {
      var content = line.text().replaceFirst("#.*", "").strip();
      var source = ONE_LINE.matcher(content);
      if (source.matches()) {
        var options = source.group(2) == null ? "" : source.group(2);
        rows.add(
            line,
            new PackageRepository(
                source.group(1),
                null,
                source.group(3),
                source.group(4),
                known(Line.squeezed(source.group(5).strip())),
                true,
                options.contains("trusted=yes") ? Boolean.FALSE : null,
                null,
                text.name()));
      } else if (!content.isEmpty()) {
        rows.reject(line, "not a source of apt");
      }
    }
  }

  private static void parseStanzas(Text text, Rows<PackageRepository> rows) {
    Map<String, String> fields = new HashMap<>();
    @Nullable Line begin = null;
    var last = "";
    for (var line : text.lines()) {
      var content = line.text();
      int colon = content.indexOf(':');
      if (content.isBlank()) {
        addStanza(begin, fields, text.name(), rows);
        fields.clear();
        begin = null;
      } else if (Character.isWhitespace(content.charAt(0))) {
        fields.merge(last, content.strip(), (before, more) -> before + " " + more);
      } else if (colon > 0 && content.charAt(0) != '#') {
        begin = begin == null ? line : begin;
        last = content.substring(0, colon).toLowerCase(Locale.ROOT);
        fields.put(last, content.substring(colon + 1).strip());
      } else if (content.charAt(0) != '#') {
        rows.reject(line, "not a field of a source of apt");
      }
    }
    addStanza(begin, fields, text.name(), rows);
  }

  private static void addStanza(
      @Nullable Line begin, Map<String, String> fields, String file, Rows<PackageRepository> rows) {
    if (begin == null) {
      return;
    }
    if (!fields.containsKey("uris") || !fields.containsKey("types")) {
      rows.reject(begin, "a source of apt without Types or URIs");
      return;
    }
    for (var kind : Line.words(fields.getOrDefault("types", ""))) {
      rows.add(
          begin,
          new PackageRepository(
              kind,
              null,
              fields.get("uris"),
              fields.get("suites"),
              fields.get("components"),
              !Boolean.FALSE.equals(truth(fields.get("enabled"))),
              Boolean.TRUE.equals(truth(fields.get("trusted"))) ? Boolean.FALSE : null,
              null,
              file));
    }
  }

  private static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }
}

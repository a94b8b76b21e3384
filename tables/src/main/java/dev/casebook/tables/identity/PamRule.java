package dev.casebook.tables.identity;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A rule of a PAM service, in the order in which PAM goes through them.
///
/// ```
/// auth        required      pam_tally2.so onerr=fail deny=5 unlock_time=900 even_deny_root
/// auth        [success=1 default=bad] pam_unix.so
/// -session    optional      pam_systemd.so
/// auth        substack      password-auth
/// @include common-auth
/// ```
///
/// Includes are not expanded: join `included` with `service` to follow them. Rules that are
/// commented out are not rows. Where `/etc/pam.d` is there, PAM does not read `/etc/pam.conf`.
/// Source: pam.conf(5).
@Row("one rule of a PAM service")
@Compared(
    key = {"service", "file", "module", "type", "arguments", "included"},
    restless = {"position"},
    tells = Compared.Tells.SETTING)
public record PamRule(
    @Column("path of the file") String file,
    @Column("service it is for: the file's name in /etc/pam.d") String service,
    @Column("place among the rules of the file, from 1") int position,
    @Column("auth, account, password or session; NULL for @include, which is of every type")
        @Nullable String type,
    @Column("whether a missing module is passed over in silence (a leading -)") boolean optional,
    @Column(
            "required, requisite, sufficient, optional, include, substack, @include or [value=action …]")
        String control,
    @Column("base name of the module; NULL for an include") @Nullable String module,
    @Column("the module's arguments, with one space between") String arguments,
    @Column("service whose rules stand here instead; NULL if it is not an include")
        @Nullable String included) {

  private static final Set<String> TYPES = Set.of("auth", "account", "password", "session");

  private static final String INCLUDE_ALL = "@include";

  public static final Table<PamRule> TABLE =
      Table.of("pam_rules", PamRule.class)
          .file("/etc/pam.d/*", PamRule::parseService)
          .file("/etc/pam.conf", PamRule::parseAll)
          .sniff(ArtifactName.file("/etc/pam.d/*"), head -> head.startsWith("#%PAM-1.0"))
          .example(
              "which modules lock users out, and after how many failures",
              "select file, position, module, arguments from pam_rules"
                  + " where module in ('pam_tally2.so', 'pam_faillock.so') order by file, position");

  static void parseService(Text text, Rows<PamRule> rows) {
    parse(text, text.fileName(), rows);
  }

  /// `/etc/pam.conf`, where each rule begins with its service.
  static void parseAll(Text text, Rows<PamRule> rows) {
    parse(text, "", rows);
  }

  private static void parse(Text text, String service, Rows<PamRule> rows) {
    int position = 0;
    Line first = null;
    var rule = new StringBuilder();
    for (var line : text.lines()) {
      first = first == null ? line : first;
      var plain = withoutComment(line.text());
      boolean continues = plain.endsWith("\\");
      rule.append(continues ? plain.substring(0, plain.length() - 1) : plain).append(' ');
      if (!continues) {
        var whole = new Line(first.offset(), rule.toString().strip());
        if (!whole.isBlank()) {
          position++;
          new RuleReader(text.name(), service, position, whole, rows).read();
        }
        rule.setLength(0);
        first = null;
      }
    }
    if (first != null && !rule.toString().isBlank()) {
      rows.reject(first, "a continuation without its next line");
    }
  }

  private static String withoutComment(String line) {
    int hash = line.indexOf('#');
    return (hash < 0 ? line : line.substring(0, hash)).stripTrailing();
  }

  /// Reads one rule word by word.
  private static final class RuleReader {

    private final String file;
    private final String service;
    private final int position;
    private final Line line;
    private final Rows<PamRule> rows;
    private int at;

    RuleReader(String file, String service, int position, Line line, Rows<PamRule> rows) {
      this.file = file;
      this.service = service;
      this.position = position;
      this.line = line;
      this.rows = rows;
    }

    void read() {
      var of = service.isEmpty() ? word() : service;
      var type = word();
      if (type.equals(INCLUDE_ALL)) {
        var included = word();
        add(of, null, false, INCLUDE_ALL, included);
        return;
      }
      boolean optional = type.startsWith("-");
      var plain = (optional ? type.substring(1) : type).toLowerCase(Locale.ROOT);
      if (!TYPES.contains(plain)) {
        rows.reject(line, "not a type of PAM");
        return;
      }
      var control = word();
      add(of, plain, optional, control, word());
    }

    private void add(
        String of, @Nullable String type, boolean optional, String control, String target) {
      if (control.isEmpty() || target.isEmpty()) {
        rows.reject(line, "no control or no module");
        return;
      }
      boolean includes = List.of("include", "substack", INCLUDE_ALL).contains(control);
      var base = target.substring(target.lastIndexOf('/') + 1);
      rows.add(
          line,
          new PamRule(
              file,
              of,
              position,
              type,
              optional,
              control,
              includes ? null : base,
              Line.squeezed(line.text().substring(at).strip()),
              includes ? base : null));
    }

    /// The next word; one that begins with a bracket goes on to its end.
    private String word() {
      var text = line.text();
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      int start = at;
      boolean bracket = at < text.length() && text.charAt(at) == '[';
      while (at < text.length()
          && (bracket ? text.charAt(at) != ']' : !Character.isWhitespace(text.charAt(at)))) {
        at++;
      }
      if (bracket) {
        at = Math.min(at + 1, text.length());
      }
      return Line.squeezed(text.substring(start, at));
    }
  }
}

package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A setting in a file of settings: of a Karaf container's `etc`, in Java's properties, of sshd, of
/// the resolver, of the name service switch.
///
/// ```
/// xxx.xxx.enabled = true                              etc/xxx.cfg, as Java's properties
/// xxx.xxx.enabled=B"true"                             etc/xxx.config, typed (Felix ConfigurationHandler)
/// LogLevel VERBOSE                                    sshd_config
/// passwd:  files sss                                  nsswitch.conf
/// ```
///
/// A line that is wrong is a row too, with the reason for which a reader that keeps to the form
/// would not take it: most readers skip it, and some then read something else than was meant.
@Row("one setting in one file")
@Compared(
    key = {"key", "file", "section"},
    restless = {"line"},
    tells = Compared.Tells.SETTING)
public record Setting(
    @Column("path of the file") String file,
    @Column("properties, config (typed), sshd, words (a key, then values), switch (nsswitch)")
        String format,
    @Column("the block that it stands in, as `Match User git` of sshd_config; empty for none")
        String section,
    @Column("the key, as it is written; lower case where its reader minds no case") String key,
    @Column(
            "the value without quotes and escapes, several with blanks or commas as written; `[not"
                + " shown]` where the key tells of a password or the like")
        @Nullable String value,
    @Column(
            "of a typed file Boolean, Integer, String, …, with [] or () behind it for an array or"
                + " collection; String elsewhere")
        @Nullable String type,
    @Column("number of its line in the file, from 1") int line,
    @Column("why a strict reader rejects it; empty if it does not") String fault,
    @Column("whether the file ends within this line, without a line's end") boolean unfinished) {

  /// Which files are read, where Karaf is installed and in its home alone, whose `etc` is then that
  /// of the source; `users.properties` and `keys.properties`, which hold passwords, are passed
  /// over.
  private static final List<ArtifactName> FILES =
      List.of(
          ArtifactName.file("/opt/*/etc/*.cfg"),
          ArtifactName.file("/opt/*/etc/*.properties"),
          ArtifactName.file("/opt/*/etc/*.config"),
          ArtifactName.file("/etc/*.cfg"),
          ArtifactName.file("/etc/*.config"),
          ArtifactName.file("/etc/karaf/*.cfg"),
          ArtifactName.file("/etc/karaf/*.properties"),
          ArtifactName.file("/etc/karaf/*.config"),
          ArtifactName.file("/var/lib/karaf/etc/*.cfg"),
          ArtifactName.file("/var/lib/karaf/etc/*.config"),
          ArtifactName.file("/etc/ssh/sshd_config"),
          ArtifactName.file("/etc/ssh/sshd_config.d/*.conf"),
          ArtifactName.file("/etc/resolv.conf"),
          ArtifactName.file("/etc/nsswitch.conf"));

  public static final Table<Setting> TABLE =
      Table.of("settings", Setting.class)
          .from(FILES, Setting::parse)
          .sniff(ArtifactName.file("/opt/*/etc/*.config"), TypedSettings::isTyped)
          .sniff(
              ArtifactName.file("/etc/nsswitch.conf"),
              head -> head.matches("(?s)(?:#[^\n]*\n|\n)*passwd:\\s+\\w.*"))
          .example(
              "what a strict reader would not take",
              "select file, line, key, value, fault from settings where fault <> ''")
          .example(
              "what sshd's configuration says of its log, outside Match blocks",
              "select value, line from settings"
                  + " where format = 'sshd' and key = 'loglevel' and section = ''");

  /// The form of a file, by its name.
  static void parse(Text text, Rows<Setting> rows) {
    var name = text.fileName();
    if (name.equals("users.properties") || name.equals("keys.properties")) {
      return;
    }
    if (name.endsWith(".config")) {
      TypedSettings.parse(text, rows);
    } else if (text.name().contains("sshd_config")) {
      KeywordSettings.parseSshd(text, rows);
    } else if (name.equals("resolv.conf")) {
      KeywordSettings.parseWords(text, rows);
    } else if (name.equals("nsswitch.conf")) {
      KeywordSettings.parseSwitch(text, rows);
    } else {
      PropertySettings.parse(text, rows);
    }
  }

  /// Whether a file ends within this line: it was cut while it was written, or left so by hand.
  static boolean isUnfinished(Text text, Line line) {
    var bytes = text.bytes();
    for (int at = Math.toIntExact(line.offset()); at < bytes.length; at++) {
      if (bytes[at] == '\n') {
        return false;
      }
    }
    return true;
  }

  private static final Pattern SECRET =
      Pattern.compile("(?i).*(?:passw(?:or)?d|passphrase|secret|token|credential|private.?key).*");

  /// What is shown for a value that keeps others out.
  static @Nullable String shown(String key, @Nullable String value) {
    return value == null || value.isEmpty() || !SECRET.matcher(key).matches()
        ? value
        : "[not shown]";
  }
}

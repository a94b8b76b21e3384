package dev.casebook.tables.software;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A file that is no longer as its package brought it, as rpm(8) and dpkg(1) say when they verify.
///
/// ```
/// S.5....T.  c /etc/ssh/sshd_config                     rpm -Va
/// missing     /usr/share/doc/bash/README (Permission denied)
/// ??5?????? c /etc/sysctl.conf                          dpkg --verify
/// ```
///
/// A letter at its place says that something differs, `.` that it does not, `?` that it could not
/// be compared; dpkg compares the content only. To verify all packages reads the whole disk, so it
/// is never asked of a live host: only what was saved is read. Source: rpm(8), "VERIFY OPTIONS";
/// dpkg's `src/main/verify.c`. Where neither was saved, the sums that dpkg keeps of the files of
/// settings tell of those that are there ([ConffileSums]).
@Row("one file that is no longer as its package brought it")
@Compared(
    key = {"file"},
    tells = Compared.Tells.SETTING)
public record AlteredFile(
    @Column("its path") String file,
    @Column("config, documentation, ghost, license, readme or artifact; NULL for others")
        @Nullable String kind,
    @Column("whether it is gone") boolean missing,
    @Column("whether its content differs (5); NULL where it was not compared")
        @Nullable Boolean content,
    @Column("whether its size differs (S)") @Nullable Boolean size,
    @Column("whether its mode or type differs (M)") @Nullable Boolean mode,
    @Column("whether its owner differs (U)") @Nullable Boolean owner,
    @Column("whether its group differs (G)") @Nullable Boolean ownerGroup,
    @Column("whether its time of modification differs (T)") @Nullable Boolean mtime,
    @Column("whether the link leads elsewhere (L)") @Nullable Boolean link,
    @Column("whether its capabilities differ (P)") @Nullable Boolean capabilities) {

  /// `SM5DLUGTP` and in newer versions one place more, then the kind, then the path.
  private static final Pattern ALTERED =
      Pattern.compile(
          "([S.?])([M.?])([5.?])[D.?]([L.?])([U.?])([G.?])([T.?])([P.?]?)[.?]?"
              + " {1,6}(?:([cdglra]) )?(/.*)");

  private static final Pattern MISSING =
      Pattern.compile("missing +(?:([cdglra]) )?(/.*?)(?: \\([A-Z][^()]{1,80}\\))?");

  /// What rpm and dpkg say besides, of packages and not of files.
  private static final Pattern REMARK =
      Pattern.compile(
          "(?:Unsatisfied dependencies for|dpkg: |rpm: |prelink: |error: |warning: ).*");

  public static final Table<AlteredFile> TABLE =
      Table.of("altered_files", AlteredFile.class)
          .from(
              List.of(
                  ArtifactName.command("rpm -Va*"),
                  ArtifactName.command("rpm -V -a*"),
                  ArtifactName.command("rpm --verify*"),
                  ArtifactName.command("rpm -V*"),
                  ArtifactName.command("dpkg --verify*"),
                  ArtifactName.command("dpkg -V*")),
              AlteredFile::parse)
          .file("/var/lib/dpkg/status", ConffileSums::parse)
          .sniff(
              ArtifactName.command("rpm -Va*"),
              head -> head.lines().limit(3).allMatch(AlteredFile::isOne) && !head.isBlank())
          .example(
              "settings that somebody edited",
              "select file, content, mode, owner from altered_files where kind = 'config'");

  /// A file of settings of which nothing but the content was compared.
  static AlteredFile inContent(String file) {
    return new AlteredFile(file, "config", false, true, null, null, null, null, null, null, null);
  }

  private static boolean isOne(String line) {
    return ALTERED.matcher(line).matches() || MISSING.matcher(line).matches();
  }

  static void parse(Text text, Rows<AlteredFile> rows) {
    if (text.name().matches(".*(?:rpm|dpkg)[ _]-(?:V|-verify)[ _](?!-a\\b).+")) {
      rows.lacksRows("was asked of some packages only");
    }
    for (var line : text.lines()) {
      var words = line.text().stripTrailing();
      if (!words.isEmpty() && !REMARK.matcher(words).matches()) {
        parse(line, words, rows);
      }
    }
  }

  private static void parse(Line line, String words, Rows<AlteredFile> rows) {
    var missing = MISSING.matcher(words);
    if (missing.matches()) {
      rows.add(
          line,
          new AlteredFile(
              missing.group(2),
              kind(missing.group(1)),
              true,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null));
      return;
    }
    var altered = ALTERED.matcher(words);
    if (altered.matches()) {
      rows.add(line, altered(altered));
    } else {
      rows.reject(line, "not what rpm or dpkg says of a file");
    }
  }

  private static AlteredFile altered(Matcher of) {
    return new AlteredFile(
        of.group(10),
        kind(of.group(9)),
        false,
        differs(of.group(3)),
        differs(of.group(1)),
        differs(of.group(2)),
        differs(of.group(5)),
        differs(of.group(6)),
        differs(of.group(7)),
        differs(of.group(4)),
        differs(of.group(8)));
  }

  private static @Nullable Boolean differs(String letter) {
    boolean isTold = !letter.isEmpty() && !letter.equals("?");
    return isTold ? !letter.equals(".") : null;
  }

  private static @Nullable String kind(@Nullable String letter) {
    return letter == null
        ? null
        : switch (letter) {
          case "c" -> "config";
          case "d" -> "documentation";
          case "g" -> "ghost";
          case "l" -> "license";
          case "r" -> "readme";
          default -> "artifact";
        };
  }
}

package dev.casebook.tables.software;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The files of settings that dpkg installed, by the sums of their contents, held against those
/// that are in the evidence.
///
/// ```
/// Package: openssh-server
/// Status: install ok installed
/// Conffiles:
///  /etc/default/ssh 500e3cf069fe9a7b9936108eb9d9c035
///  /etc/init/ssh.conf 3649a6fe8c18ad1d5245fd91737de507 obsolete
/// ```
///
/// Sums with a word behind them are of files that the package no longer brings. Which files of a
/// host are in the evidence is its collector's choice, so that not all can be compared. Source:
/// deb-conffiles(5), dpkg-query(1).
final class ConffileSums {

  /// A distribution's packages have a few hundred; past this no more files are read.
  private static final int COMPARED_MAX = 5000;

  private static final Pattern SUM = Pattern.compile(" (/[^\\n]{1,4000}) ([0-9a-f]{32})");

  /// What collectors put in the place of passwords.
  private static final String MASKED = "*****";

  private final Text status;
  private final Rows<AlteredFile> rows;
  private boolean isInstalled;
  private boolean isListed;
  private int listed;
  private int compared;

  private ConffileSums(Text status, Rows<AlteredFile> rows) {
    this.status = status;
    this.rows = rows;
  }

  static void parse(Text status, Rows<AlteredFile> rows) {
    var sums = new ConffileSums(status, rows);
    status.lines().forEach(sums::take);
    if (sums.compared < sums.listed) {
      rows.lacksRows(
          "tells the sums of %d files, of which %d are there to be compared"
              .formatted(sums.listed, sums.compared));
    }
  }

  private void take(Line line) {
    var text = line.text();
    if (!text.startsWith(" ")) {
      isListed = text.equals("Conffiles:");
      if (text.startsWith("Status: ")) {
        isInstalled = text.endsWith(" installed");
      }
      return;
    }
    var sum = SUM.matcher(text);
    if (isListed && isInstalled && sum.matches()) {
      listed++;
      compare(line, sum.group(1), sum.group(2));
    }
  }

  private void compare(Line line, String file, String sum) {
    var found = compared < COMPARED_MAX ? whole(file) : Optional.<Text>empty();
    if (found.isPresent()) {
      compared++;
      if (!sum.equals(sumOf(found.get().bytes()))) {
        rows.add(line, AlteredFile.inContent(file));
      }
    }
  }

  /// The file as it was on the host.
  private Optional<Text> whole(String file) {
    return status
        .beside(ArtifactName.file(file))
        .filter(text ->
            !text.isTruncated()
                && text.damage().isEmpty()
                && text.artifact().shortcoming() == null
                && !new String(text.bytes(), StandardCharsets.ISO_8859_1).contains(MASKED));
  }

  private static String sumOf(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}

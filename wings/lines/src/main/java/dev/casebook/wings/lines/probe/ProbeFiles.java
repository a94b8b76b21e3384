package dev.casebook.wings.lines.probe;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// The files of a folder that [DayFiles] writes, also those of days gone by that somebody
/// compressed with gzip, read day by day and row by row.
public final class ProbeFiles {

  private static final Pattern NAME =
      Pattern.compile("probes-(\\d{4}-\\d{2}-\\d{2})\\.csv(\\.gz)?");

  private final List<Path> files;
  private long unreadable;

  private ProbeFiles(List<Path> files) {
    this.files = files;
  }

  /// @param from the first day, in UTC
  /// @param to the last day
  /// @throws IOException where the folder can't be read
  public static ProbeFiles in(Path folder, LocalDate from, LocalDate to) throws IOException {
    try (var all = Files.list(folder)) {
      return new ProbeFiles(
          all.filter(file -> isWithin(file, from, to))
              .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList());
    }
  }

  private static boolean isWithin(Path file, LocalDate from, LocalDate to) {
    var matcher = NAME.matcher(String.valueOf(file.getFileName()));
    if (!matcher.matches()) {
      return false;
    }
    var day = matcher.group(1);
    return day.compareTo(from.toString()) >= 0 && day.compareTo(to.toString()) <= 0;
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  /// Gives every row in the order of the files.
  public void forEach(Consumer<ProbeRow> rows) throws IOException {
    for (var file : files) {
      try (var reader = reader(file)) {
        var line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
          if (c == '\n') {
            take(line.toString(), rows);
            line.setLength(0);
          } else if (line.length() <= ProbeRow.LINE_CHARS_MAX) {
            line.append((char) c);
          }
        }
        // a line without its end was cut
        unreadable += line.isEmpty() ? 0 : 1;
      }
    }
  }

  private void take(String line, Consumer<ProbeRow> rows) {
    var row = ProbeRow.of(line);
    if (row.isPresent()) {
      rows.accept(row.get());
    } else if (!line.equals(ProbeRow.HEADER)) {
      unreadable++;
    }
  }

  private static BufferedReader reader(Path file) throws IOException {
    var bytes = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    var text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    return new BufferedReader(new InputStreamReader(text, decoder), 1 << 16);
  }

  /// Lines that were no rows, such as one that a power cut left half written.
  public long unreadable() {
    return unreadable;
  }
}

package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What keeps the host's clock, and how far it is from the true time.
///
/// ```
/// Reference ID    : CB007102 (ntp1.example)                    (chronyc tracking)
/// System time     : 0.000020390 seconds slow of NTP time
/// Leap status     : Normal
/// System clock synchronized: yes                               (timedatectl)
/// ```
///
/// chronyd knows the offset; timedatectl what the kernel was told, which an unsynchronised clock of
/// a virtual machine with a time service of its own may deny. Source: chronyc(1), timedatectl(1).
@Row("the clock of this host, as the program that keeps it tells")
@Compared(
    restless = {"offset_seconds", "root_delay_seconds"},
    ofHost = {"reference"})
public record TimeSync(
    @Column("program that told: chronyc or timedatectl") String program,
    @Column("whether the clock follows a time server; NULL where it is not told")
        @Nullable Boolean synchronised,
    @Column(value = "server that it follows; NULL where it is not told", means = Meaning.HOST)
        @Nullable String reference,
    @Column("steps from a clock of reference; 16 and more is none") @Nullable Integer stratum,
    @Column(
            "seconds by which the clock is ahead of the server's time; behind is negative; NULL where it"
                + " follows none")
        @Nullable Double offsetSeconds,
    @Column("seconds to the clock of reference and back") @Nullable Double rootDelaySeconds,
    @Column("Normal, Insert second, Delete second or Not synchronised") @Nullable String leap,
    @Column("whether a time service is switched on; NULL where it is not told")
        @Nullable Boolean service,
    @Column("whether the hardware clock runs in local time; NULL where it is not told")
        @Nullable Boolean rtcInLocalTime) {

  public static final Table<TimeSync> TABLE =
      Table.of("time_sync", TimeSync.class)
          .command("chronyc tracking", TimeSync::parseTracking)
          .command("chronyc -n tracking", TimeSync::parseTracking)
          .command("timedatectl", TimeSync::parseTimedatectl)
          .command("timedatectl status", TimeSync::parseTimedatectl)
          .sniff(
              ArtifactName.command("chronyc tracking"),
              head -> head.matches("(?s)Reference ID +: .*Leap status +: .*"))
          .sniff(
              ArtifactName.command("timedatectl"),
              head -> head.matches("(?s) *Local time: .*RTC in local TZ: .*"))
          .example(
              "how far the clock is off, and what it follows",
              "select host, synchronised, offset_seconds, reference, stratum from time_sync");

  private static final Pattern REFERENCE = Pattern.compile("([0-9A-F.]+) \\(([^()]*)\\)");

  private static final Pattern OFFSET =
      Pattern.compile("([0-9]{1,20}\\.[0-9]{1,20}) seconds (slow|fast) of NTP time");

  private static final Pattern SECONDS = Pattern.compile("(-?[0-9]{1,20}\\.[0-9]{1,20}) seconds");

  private static void parseTracking(Text text, Rows<TimeSync> rows) {
    var values = values(text);
    var leap = values.get("Leap status");
    if (leap == null) {
      rows.reject(first(text), "not what chronyc tracking prints");
      return;
    }
    var reference = REFERENCE.matcher(values.getOrDefault("Reference ID", ""));
    boolean follows = reference.matches() && !reference.group(1).matches("[0.]+|7F7F0101");
    rows.add(
        0,
        new TimeSync(
            "chronyc",
            !leap.equals("Not synchronised"),
            follows && !reference.group(2).isEmpty() ? reference.group(2) : null,
            Digits.small(values.getOrDefault("Stratum", "")),
            follows ? offset(OFFSET.matcher(values.getOrDefault("System time", ""))) : null,
            seconds(values.getOrDefault("Root delay", "")),
            leap,
            true,
            null));
  }

  private static @Nullable Double offset(Matcher offset) {
    if (!offset.matches()) {
      return null;
    }
    double seconds = Double.parseDouble(offset.group(1));
    return offset.group(2).equals("fast") ? seconds : -seconds;
  }

  private static @Nullable Double seconds(String value) {
    var seconds = SECONDS.matcher(value);
    return seconds.matches() ? Double.valueOf(seconds.group(1)) : null;
  }

  /// Names changed with systemd 239: `NTP synchronized` and `Network time on` before.
  private static void parseTimedatectl(Text text, Rows<TimeSync> rows) {
    var values = values(text);
    var synchronised =
        yes(values.getOrDefault("System clock synchronized", values.get("NTP synchronized")));
    if (synchronised == null) {
      rows.reject(first(text), "not what timedatectl prints");
      return;
    }
    var service =
        values.getOrDefault("NTP service", values.get("systemd-timesyncd.service active"));
    rows.add(
        0,
        new TimeSync(
            "timedatectl",
            synchronised,
            null,
            null,
            null,
            null,
            null,
            yes(
                service == null
                    ? values.getOrDefault("Network time on", values.get("NTP enabled"))
                    : service),
            yes(values.get("RTC in local TZ"))));
  }

  private static @Nullable Boolean yes(@Nullable String word) {
    return switch (word) {
      case "yes", "active" -> true;
      case "no", "inactive" -> false;
      case null, default -> null;
    };
  }

  private static Map<String, String> values(Text text) {
    var values = new HashMap<String, String>();
    for (var line : text.lines()) {
      int colon = line.text().indexOf(':');
      if (colon > 0) {
        values.putIfAbsent(
            line.text().substring(0, colon).strip(), line.text().substring(colon + 1).strip());
      }
    }
    return values;
  }

  private static Line first(Text text) {
    return text.lines().iterator().next();
  }
}

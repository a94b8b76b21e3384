package dev.casebook.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a host's name and clock from whatever of its evidence tells them, the surest first.
final class HostFactsReader {

  /// The link that tells the zone.
  static final String ZONE = "etc/localtime";

  /// What it reads: to be kept of every archive.
  static final List<ArtifactName> NAMES =
      List.of(
          ArtifactName.file("/proc/sys/kernel/hostname"),
          ArtifactName.command("hostname"),
          ArtifactName.file("/etc/hostname"),
          ArtifactName.command("hostname -f"),
          ArtifactName.command("uname -a"),
          ArtifactName.command("timedatectl*"),
          ArtifactName.file("/etc/timezone"),
          ArtifactName.command("date"),
          ArtifactName.command("date *"),
          ArtifactName.file("/proc/stat"),
          ArtifactName.file("/proc/uptime"));

  /// Enough of any file that tells a fact in its first lines; `/proc/stat` of 500 CPUs has 60 KB.
  private static final int HEAD_BYTES = 256 * 1024;

  private static final Pattern ZONE_LINK = Pattern.compile("zoneinfo/(?:posix/|right/)?(.+)$");
  private static final Pattern TIMEDATECTL_ZONE = Pattern.compile("Time ?zone: (\\S+)");
  private static final Pattern BTIME = Pattern.compile("(?m)^btime (\\d{1,12})$");
  private static final Pattern UPTIME = Pattern.compile("^(\\d{1,12})(?:\\.\\d+)? ");

  /// `Sun Nov 22 12:21:04 UTC 2026`, `Sun Nov 22 12:21:04 PM UTC 2026`, `Sun 22 Nov 12:21:04 UTC
  /// 2026`, `Sun 22 Nov 2026 12:21:04 PM UTC`: what date prints in the C and the English locales.
  private static final Pattern DATE =
      Pattern.compile(
          "(?m)^\\w{3} (?:(?<month>[A-Z][a-z]{2}) +(?<day>\\d{1,2})"
              + "|(?<firstDay>\\d{1,2}) (?<thenMonth>[A-Z][a-z]{2}))(?: (?<firstYear>\\d{4}))?"
              + " (?<time>\\d\\d:\\d\\d:\\d\\d)(?: (?<half>[AP]M))? (?<zone>\\S+)(?: (?<year>\\d{4}))?$");

  private final Function<ArtifactName, List<Artifact>> find;
  private final Function<String, Optional<String>> linkTarget;

  HostFactsReader(
      Function<ArtifactName, List<Artifact>> find, Function<String, Optional<String>> linkTarget) {
    this.find = find;
    this.linkTarget = linkTarget;
  }

  HostFacts read(String fallbackName) {
    var zone = zone();
    var captured = captured(zone);
    return new HostFacts(
        hostname().orElse(fallbackName), captured.orElse(null), booted(captured), zone);
  }

  private Optional<String> hostname() {
    return Stream.of(
            head(ArtifactName.file("/proc/sys/kernel/hostname")),
            head(ArtifactName.command("hostname")),
            head(ArtifactName.file("/etc/hostname")),
            head(ArtifactName.command("hostname -f")),
            head(ArtifactName.command("uname -a")).map(text -> word(text, 1)))
        .flatMap(Optional::stream)
        .map(text -> text.lines().findFirst().orElse("").strip())
        .filter(name -> name.matches("[A-Za-z0-9._-]{1,253}"))
        .findFirst();
  }

  private @Nullable ZoneId zone() {
    return Stream.of(
            linkTarget.apply(ZONE).flatMap(target -> group(ZONE_LINK, target)),
            head(ArtifactName.command("timedatectl*"))
                .flatMap(text -> group(TIMEDATECTL_ZONE, text)),
            head(ArtifactName.file("/etc/timezone")).map(String::strip),
            dateZone())
        .flatMap(Optional::stream)
        .map(HostFactsReader::zoneNamed)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(null);
  }

  private static Optional<ZoneId> zoneNamed(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Only UTC and GMT: other abbreviations, such as CST, name several zones.
  private Optional<String> dateZone() {
    return date().map(match -> match.group("zone")).filter(HostFactsReader::isUtc);
  }

  private static boolean isUtc(String abbreviation) {
    return abbreviation.equals("UTC") || abbreviation.equals("GMT");
  }

  private Optional<Matcher> date() {
    return Stream.of("date", "date *")
        .map(line -> head(ArtifactName.command(line)))
        .flatMap(Optional::stream)
        .map(DATE::matcher)
        .filter(Matcher::find)
        .findFirst();
  }

  private Optional<Instant> captured(@Nullable ZoneId zone) {
    return date().flatMap(match -> instant(match, zone));
  }

  private static Optional<Instant> instant(Matcher match, @Nullable ZoneId zone) {
    try {
      var half = match.group("half");
      var format =
          DateTimeFormatter.ofPattern(
              half == null ? "d MMM yyyy HH:mm:ss" : "d MMM yyyy hh:mm:ss a", Locale.ENGLISH);
      var text =
          String.join(
              " ",
              either(match, "day", "firstDay"),
              either(match, "month", "thenMonth"),
              either(match, "year", "firstYear"),
              match.group("time") + (half == null ? "" : " " + half));
      var zoneOrUtc = zone == null || isUtc(match.group("zone")) ? ZoneOffset.UTC : zone;
      return Optional.of(LocalDateTime.parse(text, format).atZone(zoneOrUtc).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String either(Matcher match, String one, String other) {
    var first = match.group(one);
    return String.valueOf(first == null ? match.group(other) : first);
  }

  private @Nullable Instant booted(Optional<Instant> captured) {
    var btime =
        head(ArtifactName.file("/proc/stat"))
            .flatMap(text -> group(BTIME, text))
            .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)));
    if (btime.isPresent()) {
      return btime.get();
    }
    return head(ArtifactName.file("/proc/uptime"))
        .flatMap(text -> group(UPTIME, text))
        .flatMap(up -> captured.map(now -> now.minusSeconds(Long.parseLong(up))))
        .orElse(null);
  }

  private Optional<String> head(ArtifactName name) {
    for (var artifact : find.apply(name)) {
      try (var in = artifact.open()) {
        var text = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
        if (!text.isBlank()) {
          return Optional.of(text);
        }
      } catch (IOException e) {
        // Told where the artifact is read for a table; a fact is then taken from elsewhere.
      }
    }
    return Optional.empty();
  }

  private static Optional<String> group(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String word(String text, int index) {
    var words = text.strip().split("\\s+");
    return index < words.length ? words[index] : "";
  }
}

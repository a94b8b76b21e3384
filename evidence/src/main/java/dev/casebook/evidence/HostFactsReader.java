package dev.casebook.evidence;

import dev.casebook.formats.time.ZoneWord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
      Stream.concat(
              Stream.of(
                  ArtifactName.file("/proc/sys/kernel/hostname"),
                  ArtifactName.command("hostname"),
                  ArtifactName.file("/etc/hostname"),
                  ArtifactName.command("hostname -f"),
                  ArtifactName.command("uname -a"),
                  ArtifactName.command("hostnamectl*"),
                  ArtifactName.command("timedatectl*"),
                  ArtifactName.file("/etc/timezone"),
                  ArtifactName.command("date"),
                  ArtifactName.command("date *")),
              BootTime.NAMES.stream())
          .toList();

  private static final Pattern ZONE_LINK = Pattern.compile("zoneinfo/(?:posix/|right/)?(.+)$");
  private static final Pattern STATIC_NAME =
      Pattern.compile("(?m)^ *Static hostname: (\\S{1,253})$");
  private static final Pattern TIMEDATECTL_ZONE = Pattern.compile("Time ?zone: (\\S+)");

  /// ` Universal time: Thu 2022-02-10 16:19:48 UTC`.
  private static final Pattern TIMEDATECTL_TIME =
      Pattern.compile("Universal time: \\w{3} (\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d) UTC");

  /// `Sun Nov 22 12:21:04 UTC 2026`, `Sun Nov 22 12:21:04 PM UTC 2026`, `Sun 22 Nov 12:21:04 UTC
  /// 2026`, `Sun 22 Nov 2026 12:21:04 PM UTC`: what date prints in the C and the English locales.
  private static final Pattern DATE =
      Pattern.compile(
          "(?m)^\\w{3} (?:(?<month>[A-Z][a-z]{2}) +(?<day>\\d{1,2})"
              + "|(?<firstDay>\\d{1,2}) (?<thenMonth>[A-Z][a-z]{2}))(?: (?<firstYear>\\d{4}))?"
              + " (?<time>\\d\\d:\\d\\d:\\d\\d)(?: (?<half>[AP]M))? (?<zone>\\S+)(?: (?<year>\\d{4}))?$");

  private final FactHeads heads;
  private final Function<String, Optional<String>> linkTarget;

  /// @param ledger learns what was read
  HostFactsReader(
      Function<ArtifactName, List<Artifact>> find,
      Function<String, Optional<String>> linkTarget,
      Ledger ledger) {
    this.heads = new FactHeads(find, ledger);
    this.linkTarget = linkTarget;
  }

  HostFacts read(String fallbackName) {
    var zone = zone();
    var captured = captured(zone).orElse(null);
    var booted = new BootTime(heads, captured, zone).read().orElse(null);
    var hostname = hostname();
    return new HostFacts(
        hostname.orElse(fallbackName), hostname.isPresent(), captured, booted, zone);
  }

  private Optional<String> hostname() {
    return Stream.of(
            heads.ofFile("/proc/sys/kernel/hostname"),
            heads.ofCommand("hostname"),
            heads.ofFile("/etc/hostname"),
            heads.ofCommand("hostname -f"),
            heads.ofCommand("uname -a").map(text -> word(text, 1)),
            heads.ofCommand("hostnamectl*").flatMap(text -> group(STATIC_NAME, text)))
        .flatMap(Optional::stream)
        .map(text -> text.lines().findFirst().orElse("").strip())
        .filter(name -> name.matches("[A-Za-z0-9._-]{1,253}"))
        .findFirst();
  }

  private @Nullable ZoneId zone() {
    return Stream.of(
            linkTarget.apply(ZONE).flatMap(target -> group(ZONE_LINK, target)),
            heads.ofCommand("timedatectl*").flatMap(text -> group(TIMEDATECTL_ZONE, text)),
            heads.ofFile("/etc/timezone").map(String::strip),
            dateZone())
        .flatMap(Optional::stream)
        .flatMap(name -> zoneNamed(name).stream())
        .findFirst()
        .orElse(null);
  }

  /// Names of UTC in the tz database (its files `etcetera` and `backward`); most servers have one.
  /// It is the same zone by whatever name, and the whole database need not be read for it.
  private static final Set<String> UTC =
      Set.of("Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu");

  private static Optional<ZoneId> zoneNamed(String name) {
    try {
      return Optional.of(ZoneId.of(UTC.contains(name) ? "UTC" : name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// An offset at least where `date` tells one; abbreviations such as CST name several zones.
  private Optional<String> dateZone() {
    return date()
        .flatMap(match -> ZoneWord.offset(match.group("zone")))
        .map(offset -> offset.equals(ZoneOffset.UTC) ? "UTC" : offset.getId());
  }

  private Optional<Matcher> date() {
    return Stream.of("date", "date *")
        .map(heads::ofCommand)
        .flatMap(Optional::stream)
        .map(DATE::matcher)
        .filter(Matcher::find)
        .findFirst();
  }

  private Optional<Instant> captured(@Nullable ZoneId zone) {
    return date().flatMap(match -> instant(match, zone)).or(this::universalTime);
  }

  private Optional<Instant> universalTime() {
    return heads
        .ofCommand("timedatectl*")
        .map(TIMEDATECTL_TIME::matcher)
        .filter(Matcher::find)
        .flatMap(match -> instant(match.group(1) + "T" + match.group(2) + "Z"));
  }

  private static Optional<Instant> instant(String iso) {
    try {
      return Optional.of(Instant.parse(iso));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
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
      var zoneOrUtc =
          ZoneWord.offset(match.group("zone"))
              .<ZoneId>map(offset -> offset)
              .orElse(zone == null ? ZoneOffset.UTC : zone);
      return Optional.of(LocalDateTime.parse(text, format).atZone(zoneOrUtc).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String either(Matcher match, String one, String other) {
    var first = match.group(one);
    return String.valueOf(first == null ? match.group(other) : first);
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

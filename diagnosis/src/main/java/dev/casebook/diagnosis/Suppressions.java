package dev.casebook.diagnosis;

import dev.casebook.evidence.Glob;
import dev.casebook.verdicts.Diagnosis;
import dev.casebook.verdicts.Suppressed;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The findings that someone decided to live with, why, and until when.
///
/// They stand in a YAML file of their own, outside the notes:
///
/// ```yaml
/// - note: bond-member-flapping
///   host: web*                  # any host if left out
///   subject: bond0/ens3f0       # any subject if left out
///   reason: the switch is replaced on Friday, CHG-1234
///   until: 2026-12-31           # the last day on which it counts, UTC
/// ```
public record Suppressions(List<Suppression> all) {

  private static final Set<String> KEYS = Set.of("note", "host", "subject", "reason", "until");

  /// @param note the id of a note, or one of its earlier ids
  /// @param host a glob with `*` and `?`
  /// @param subject a glob as well
  public record Suppression(
      String note, String host, String subject, String reason, LocalDate until) {

    /// Whether it no longer counts on a day.
    public boolean isOver(LocalDate day) {
      return day.isAfter(until);
    }

    private boolean isOf(Verdict.Finding finding, List<String> noteNames) {
      return noteNames.contains(note)
          && matches(host, finding.host())
          && matches(subject, finding.subject());
    }

    /// A glob over one name, so a slash is like any other character.
    private static boolean matches(String glob, String text) {
      return glob.equals("*") || Glob.of(glob.replace('/', '\0')).matches(text.replace('/', '\0'));
    }
  }

  public Suppressions {
    all = List.copyOf(all);
  }

  public static Suppressions none() {
    return new Suppressions(List.of());
  }

  public static Suppressions read(Path file) throws UnusableFile {
    var all = new ArrayList<Suppression>();
    for (var fields : YamlFields.ofList(file, "suppression", text(file))) {
      all.add(suppression(fields));
    }
    return new Suppressions(all);
  }

  private static String text(Path file) throws UnusableFile {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw UnusableFile.unreadable(file, e);
    }
  }

  private static Suppression suppression(YamlFields fields) throws UnusableFile {
    for (var key : fields.map().keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw fields.bad(String.valueOf(key), "unknown key \"" + key + "\"");
      }
    }
    return new Suppression(
        fields.text("note"),
        fields.map().containsKey("host") ? fields.text("host") : "*",
        fields.map().containsKey("subject") ? fields.text("subject") : "*",
        fields.text("reason"),
        date(fields));
  }

  private static LocalDate date(YamlFields fields) throws UnusableFile {
    var text = fields.text("until");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw fields.bad("until", "until \"" + text + "\" is not a date such as 2026-12-31");
    }
  }

  /// The same diagnosis without the findings that are suppressed on a day.
  ///
  /// @param noteNames gives the ids that a note has and had
  public Diagnosis applied(
      Diagnosis diagnosis, LocalDate day, Function<String, List<String>> noteNames) {
    var verdicts = new ArrayList<Verdict>();
    var suppressed = new ArrayList<Suppressed>();
    for (var verdict : diagnosis.verdicts()) {
      of(verdict, day, noteNames).ifPresentOrElse(suppressed::add, () -> verdicts.add(verdict));
    }
    return new Diagnosis(diagnosis.sources(), verdicts, suppressed);
  }

  private Optional<Suppressed> of(
      Verdict verdict, LocalDate day, Function<String, List<String>> noteNames) {
    return verdict instanceof Verdict.Finding finding
        ? all.stream()
            .filter(one -> one.isOf(finding, noteNames.apply(finding.note().id())))
            .filter(one -> !one.isOver(day))
            .max(Comparator.comparing(Suppression::until))
            .map(one -> new Suppressed(finding, one.reason(), one.until()))
        : Optional.empty();
  }
}

package dev.casebook.diagnosis;

import dev.casebook.diagnosis.RemedyStep.Line;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The fenced blocks of a remedy as steps. An edit is a step, so are `sh reload` and `sh restart`,
/// and `sh fix` where the author wrote how it is taken back, or why it can't be; all else is for
/// people.
final class RemedyBlocks {

  static final Pattern ONE_WAY = Pattern.compile("sh fix, no way back: (\\S.*)");

  static final Pattern VERIFY = Pattern.compile("sh verify(?: after ([1-9][0-9]{0,3})([smh]))?");

  /// A sentence of the author that stands on lines of its own.
  private static final Pattern BY_HAND = Pattern.compile("(?ms)^\\(by hand: (.*?)\\)$");

  /// Until the note is clear, where the author does not say.
  private static final Duration SETTLING = Duration.ofSeconds(30);

  /// One fenced block.
  ///
  /// @param kind what stands behind its backticks
  private record Fenced(String kind, List<String> lines) {

    String text() {
      return String.join("\n", lines);
    }

    boolean isFix() {
      return kind.equals("sh fix") || ONE_WAY.matcher(kind).matches();
    }
  }

  private final List<Fenced> blocks;
  private final String prose;

  private RemedyBlocks(List<Fenced> blocks, String prose) {
    this.blocks = blocks;
    this.prose = prose;
  }

  /// @param text of the remedy, its values not yet in their places
  static RemedyBlocks of(String text) {
    var blocks = new ArrayList<Fenced>();
    var prose = new StringBuilder();
    var fence = new Page.Fence();
    var inside = new ArrayList<String>();
    String kind = "";
    for (var line : text.lines().toList()) {
      boolean wasOpen = fence.isOpen();
      boolean isHeld = fence.holds(line);
      if (!wasOpen && fence.isOpen()) {
        kind = line.replaceFirst("^`+", "").strip();
        inside.clear();
      } else if (wasOpen && !fence.isOpen()) {
        blocks.add(new Fenced(kind, List.copyOf(inside)));
      } else if (isHeld) {
        inside.add(line);
      } else {
        prose.append(line).append('\n');
      }
    }
    return new RemedyBlocks(List.copyOf(blocks), prose.toString());
  }

  /// Why people have to do it, or a part of it; empty where the author does not say.
  String whyByHand() {
    var found = BY_HAND.matcher(prose);
    return found.find() ? found.group(1).replaceAll("\\s+", " ").strip() : "";
  }

  private Duration settling() {
    var longest = SETTLING;
    for (var block : blocks) {
      var verify = VERIFY.matcher(block.kind());
      if (verify.matches() && verify.group(1) != null) {
        var wait = duration(Long.parseLong(verify.group(1)), verify.group(2));
        longest = wait.compareTo(longest) > 0 ? wait : longest;
      }
    }
    return longest;
  }

  private static Duration duration(long amount, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  /// @param values gives a column's value as it is printed; null where it is unknown
  Prescription filled(String subject, String summary, Function<String, @Nullable String> values) {
    var steps = new ArrayList<RemedyStep>();
    var byHand = new ArrayList<String>();
    var checks = new ArrayList<String>();
    var unknown = new LinkedHashSet<String>();
    for (int i = 0; i < blocks.size(); i++) {
      var block = blocks.get(i);
      if (block.kind().startsWith("edit ")) {
        steps.add(edit(block, values, unknown));
      } else if (block.kind().equals("sh reload") || block.kind().equals("sh restart")) {
        steps.add(new RemedyStep.Reload(filled(block, values, unknown).text()));
      } else if (block.isFix()) {
        var step = commands(i, values, unknown);
        step.ifPresentOrElse(
            steps::add, () -> byHand.add(filled(block, values, new LinkedHashSet<>()).text()));
      } else if (VERIFY.matcher(block.kind()).matches()) {
        var lacking = new LinkedHashSet<String>();
        var check = filled(block, values, lacking).text();
        if (lacking.isEmpty()) {
          checks.add(check);
        }
      }
    }
    return new Prescription(
        subject,
        summary,
        steps,
        List.copyOf(unknown),
        checks,
        byHand,
        new Template(whyByHand()).fill(values),
        settling());
  }

  /// The step of a `sh fix`, with what keeps and takes back around it; empty if nobody can tell how
  /// it is taken back.
  private Optional<RemedyStep> commands(
      int at, Function<String, @Nullable String> values, Set<String> unknown) {
    var oneWay = ONE_WAY.matcher(blocks.get(at).kind());
    var undo = at(at + 1, "sh undo").map(block -> filled(block, values, unknown).text());
    if (undo.isEmpty() && !oneWay.matches()) {
      return Optional.empty();
    }
    var keep = at(at - 1, "sh before").map(block -> filled(block, values, unknown).text());
    return Optional.of(
        new RemedyStep.Commands(
            filled(blocks.get(at), values, unknown).text(),
            keep,
            undo,
            undo.isEmpty() ? oneWay.group(1) : ""));
  }

  /// The block there, if it is of this kind.
  private Optional<Fenced> at(int index, String kind) {
    return index >= 0 && index < blocks.size() && blocks.get(index).kind().equals(kind)
        ? Optional.of(blocks.get(index))
        : Optional.empty();
  }

  /// What a checker calls the file that was edited, which its shell has in a variable.
  private static final String EDITED = "{file}";

  /// The block with its values, by the rules of the text that people see.
  private static Fenced filled(
      Fenced block, Function<String, @Nullable String> values, Set<String> unknown) {
    var filled =
        new Template("```" + block.kind() + "\n" + block.text() + "\n```")
            .fill(values, unknown::add)
            .lines()
            .toList();
    return new Fenced(filled.getFirst().substring(3), filled.subList(1, filled.size() - 1));
  }

  /// A path that does not say plainly where it leads.
  private static final Pattern ROUNDABOUT = Pattern.compile("(?:^|/)\\.\\.?(?:/|$)|\\p{Cntrl}");

  /// A checker is a command, so the values in it are quoted as in every other.
  private static RemedyStep edit(
      Fenced block, Function<String, @Nullable String> values, Set<String> unknown) {
    var checks =
        block.lines().stream()
            .filter(line -> line.startsWith("? "))
            .map(line -> line.substring(2).replace(EDITED, "\"$file\""))
            .toList();
    var rest = block.lines().stream().filter(line -> !line.startsWith("? ")).toList();
    var filled = filled(new Fenced(block.kind(), rest), values, unknown);
    var check = filled(new Fenced("sh fix", checks), values, unknown).text();
    var path = filled.kind().substring("edit ".length()).strip();
    if (!path.startsWith("/") || ROUNDABOUT.matcher(path).find()) {
      unknown.add("the file's path");
    }
    return new RemedyStep.Edit(
        path,
        filled.lines().stream()
            .filter(line -> !line.isBlank())
            .map(line -> new Line(line.charAt(0), line.length() > 2 ? line.substring(2) : ""))
            .toList(),
        check);
  }
}

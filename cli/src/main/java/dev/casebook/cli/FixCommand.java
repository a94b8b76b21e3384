package dev.casebook.cli;

import dev.casebook.changes.Refusal;
import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.NoteHeader;
import dev.casebook.investigate.Cure;
import dev.casebook.investigate.CureOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook fix`: a note's remedy applied to a host, proven by the note, and taken back where it
/// does not help.
@Command(
    name = "fix",
    description = {
      "Apply a note's remedy to a host: show what will be done, ask, do it step by step, and have the"
          + " note prove it. What did not help is taken back.",
      "What every step replaces is kept on that host, so that a change can be taken back at any time."
    },
    footer = {
      "",
      "Examples:",
      "  casebook fix pppd-pid-overflow --dry-run       what would be done to this host",
      "  casebook fix pppd-pid-overflow                 do it, when asked yes",
      "  casebook fix pppd-pid-overflow ssh://vpn1 --sudo",
      "  casebook fix list                              the changes of this host",
      "  casebook fix undo 20260102-030405-pppd-pid-overflow",
      "",
      "Exit status: 0 the note is clear now, or nothing was to fix; 1 it is not: rolled back, or left so"
          + " on request; 2 nothing was changed."
    })
final class FixCommand implements Callable<Integer> {

  private static final DateTimeFormatter ID_TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final List<String> SUBCOMMANDS = List.of("list", "undo", "resume", "confirm");

  private final Console console;

  @Parameters(index = "0", arity = "0..1", paramLabel = "NOTE", description = "Id of a note.")
  private @Nullable String id;

  @Mixin private FixedHostOptions host = new FixedHostOptions();

  @Mixin private SinceOption since = new SinceOption();

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description = "Which finding, where the note has several.")
  private @Nullable String subject;

  @Option(
      names = "--beside",
      paramLabel = "SOURCE",
      description =
          "Another source of the same incident, for a note that sees several together: a host, a bundle, a"
              + " capture. May be given several times; the host that is fixed needs not be named.")
  private List<String> beside = List.of();

  @Option(
      names = "--yes",
      description = "Ask nothing: do it, and take it back where it does not help.")
  private boolean yes;

  @Option(names = "--one-way", description = "With --yes: also steps that can't be taken back.")
  private boolean oneWay;

  @Option(names = "--dry-run", description = "Show what would be done, and stop.")
  private boolean dryRun;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      description = "How long the note may take to be clear; as it says itself if not given.")
  private @Nullable Integer settleSeconds;

  @Option(
      names = "--confirm-within",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long the host waits for a new login, where a step could cut off ours.")
  private int confirmSeconds;

  @Option(names = "--notes", paramLabel = "FOLDER", description = "A note of your own.")
  private @Nullable Path folder;

  @Option(
      names = "--set",
      paramLabel = "NOTE.PARAMETER=VALUE",
      description = "Set a parameter of a note.")
  private Map<String, String> parameters = Map.of();

  FixCommand(Console console) {
    this.console = console;
  }

  /// With its subcommands.
  static CommandLine line(Console console) {
    return new CommandLine(new FixCommand(console))
        .addSubcommand(new FixListCommand(console))
        .addSubcommand(new FixUndoCommand(console))
        .addSubcommand(new FixResumeCommand(console))
        .addSubcommand(new FixConfirmCommand(console));
  }

  @Override
  public Integer call() throws UserError {
    if (id == null) {
      throw new UserError("fix needs the id of a note; casebook diagnose says which fire");
    }
    var fixed = host.host(console, since);
    var own = new Workspace(console).ownNotes(folder);
    var note = ChosenNotes.note(own, id, SUBCOMMANDS);
    if (note.isRunbook()) {
      throw new UserError(
          note.id() + " is a runbook; casebook notes walk " + note.id() + " goes through it");
    }
    checkBeside(note);
    var answers = new FixScreen.Answers(yes, oneWay, dryRun);
    var run = new FixRun(console, fixed, new FixScreen(console, answers, fixed));
    var settling = Optional.ofNullable(settleSeconds).map(Duration::ofSeconds);
    var asked = new FixAsked(parameters, beside);
    var within = Duration.ofSeconds(confirmSeconds);
    var wishes = new Cure.Wishes(settling, within, dryRun, asked.lines());
    var change = ID_TIME.format(console.now()) + "-" + note.id();
    return run.of(() -> {
      var outcome = run.cure(own, asked, wishes).fix(note, Optional.ofNullable(subject), change);
      run.screen().say(told(outcome, note.id(), change, fixed.address()));
      return outcome.exitStatus();
    });
  }

  private void checkBeside(Note note) throws UserError {
    boolean isTogether = note.header().scope() == NoteHeader.Scope.together;
    if (isTogether && beside.isEmpty()) {
      throw new UserError(
          note.id()
              + " is told by several places together: name the others with --beside SOURCE, captures"
              + " such as are taken anew while it settles");
    }
    if (!isTogether && !beside.isEmpty()) {
      throw new UserError(note.id() + " sees one host alone; --beside has no use there");
    }
  }

  static String told(CureOutcome outcome, String note, String change, String address) {
    return switch (outcome) {
      case CLEAR ->
          "%s is clear now. casebook fix undo %s%s takes it back.".formatted(note, change, address);
      case NOTHING_TO_FIX -> note + " is clear; there is nothing to fix.";
      case ROLLED_BACK -> "Rolled back: everything that can be taken back is as it was.";
      case LEFT ->
          "Left as it is. casebook fix undo %s%s takes it back.".formatted(change, address);
      case HALF_ROLLED_BACK ->
          "Not everything is as it was; casebook fix undo %s%s tries again."
              .formatted(change, address);
      case UNCHANGED -> "Exit status 2: nothing was changed.";
    };
  }

  /// The options and the host that the commands on one change have in common.
  abstract static class OnChange implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "ID", description = "As casebook fix list has it.")
    private String id = "";

    @Mixin private FixedHostOptions host = new FixedHostOptions();

    OnChange(Console console) {
      this.console = console;
    }

    Console console() {
      return console;
    }

    String id() {
      return id;
    }

    FixedHost host() throws UserError {
      return host.host(console);
    }

    FixedHost host(SinceOption since) throws UserError {
      return host.host(console, since);
    }

    FixRun run(FixedHost host, FixScreen.Answers answers) {
      return new FixRun(console, host, new FixScreen(console, answers, host));
    }

    static Cure.Wishes wishes() {
      return new Cure.Wishes(Optional.empty(), Duration.ofMinutes(1), false, List.of());
    }

    /// The steps, and how far each has come.
    static void show(FixRun run, FixedHost host, String id) throws IOException, Refusal {
      for (var step : host.journal().steps(id)) {
        run.screen()
            .say(
                "  %d. %s (%s): %s"
                    .formatted(step.number(), step.kind(), step.state(), step.what()));
      }
    }
  }
}

package dev.casebook.wings.lines.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.wings.lines.probe.ProbeFiles;
import dev.casebook.wings.lines.probe.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook probe report`: what the rows of some days say.
@Command(
    name = "report",
    description = {
      "Show loss and the spread of delay over time, what kind of loss it is, outages, and the"
          + " availability of each month."
    },
    footer = {
      "",
      "saturated: answers near lost probes took at least three times the quiet delay",
      "  (and 2 ms more), or every tenth answer of all did (and 5 ms more): a queue on",
      "  the way fills.",
      "random: they took less than twice of it: noise, a bad link, a limit of packets.",
      "interrupted: what was lost was lost in outages, three probes or more in a row.",
      "undecided, unknown: between the two; too few answers or losses to tell.",
      "The quiet delay is what nine of ten answers took at least, in the best stretch",
      "of the days that are looked at: a line that was full all the time hides it.",
      "",
      "Availability is the share of probes that were answered, of those that were sent:",
      "times in which nobody probed are told beside it and count for neither side.",
      "",
      "Examples:",
      "  casebook probe report /var/lib/probes",
      "  casebook probe report . --from 2026-11-01 --to 2026-11-30 --html november.html",
      "  casebook probe report . --target office --json",
      "",
      "Exit status: 0 reported, 2 there is nothing to report of."
    })
final class ProbeReportCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder that probe run writes to.")
  private Path folder = Path.of("");

  @Option(names = "--from", paramLabel = "DAY", description = "The first day, in UTC.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "DAY", description = "The last day.")
  private @Nullable String to;

  @Option(names = "--target", paramLabel = "NAME", description = "Only this one.")
  private @Nullable String target;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with pictures, which needs nothing beside it.")
  private @Nullable Path html;

  @Option(names = "--json", description = "For programs: an array with an object a target.")
  private boolean json;

  ProbeReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    try {
      var files =
          ProbeFiles.in(
              folder,
              day("--from", from, LocalDate.of(1970, 1, 1)),
              day("--to", to, LocalDate.of(9999, 12, 31)));
      if (files.isEmpty()) {
        throw new UserError(folder + ": no file of probes (probes-YYYY-MM-DD.csv) of these days");
      }
      var report = Report.of(files, Optional.ofNullable(target));
      if (report.series().isEmpty()) {
        throw new UserError(folder + ": no probe of such a target in the files of these days");
      }
      show(report);
      return 0;
    } catch (IOException e) {
      throw new UserError(folder + ": " + Reason.of(e));
    }
  }

  private void show(Report report) throws UserError {
    if (html != null) {
      try {
        Files.writeString(html, new ProbePage(report, console.now()).text());
      } catch (IOException e) {
        throw new UserError(html + ": " + Reason.of(e));
      }
    }
    if (json) {
      new ProbeRows(report).print(console);
    } else if (html == null) {
      new ProbeText(report, console).print();
    } else {
      console.say("wrote " + html);
    }
    report.remarks().forEach(console::say);
  }

  private static LocalDate day(String option, @Nullable String text, LocalDate otherwise)
      throws UserError {
    if (text == null) {
      return otherwise;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new UserError(option + " is a day such as 2026-11-28, not " + text);
    }
  }
}

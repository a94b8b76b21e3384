package dev.casebook.wings.conntrack.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.formats.conntrack.ConntrackTuple;
import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.ThisHost;
import dev.casebook.hosts.kernel.NetworkNamespace;
import dev.casebook.report.JsonRows;
import dev.casebook.report.TableRows;
import dev.casebook.wings.conntrack.tool.ExactEntry;
import dev.casebook.wings.conntrack.tool.SelfTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook conntrack check`: whether entries can be deleted, and which layer is at fault.
@Command(
    name = "check",
    description =
        "Make a throw-away entry for each address family, delete it, and say which layer"
            + " is at fault where that fails: rights, kernel, message or program.",
    footer = {
      "",
      "The entries are of UDP between addresses for documentation (192.0.2.0/24,",
      "2001:db8::/32), which no packet of anybody has; they are deleted again, and",
      "expire after 15 seconds if this command is killed. Where there is a conntrack",
      "program, it has to delete one too: a message that only it sends is then told",
      "from a kernel that deletes nothing. Works on this host; run it on the other one.",
      "",
      "What the kernel answers, and what it means:",
      "  EPERM       CAP_NET_ADMIN is lacking: rights",
      "  EOPNOTSUPP  the message has no address family that is tracked (message), or",
      "              the kernel refuses the right one too (kernel)",
      "  EINVAL      an attribute does not fit, or nf_conntrack_netlink is missing",
      "  ENOENT      there is no such entry (any more): no fault",
      "  EBUSY       a flow table forwards the connection",
      "  ENOBUFS     events came faster than they were taken: no fault of deletion",
      "",
      "Examples:",
      "  casebook conntrack check",
      "  casebook conntrack check --netns blue",
      "",
      "Exit status: 0 all is well, 1 a layer is at fault, 2 it could not be asked."
    })
final class CheckCommand implements Callable<Integer> {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private static final int BYTES_MAX = 1 << 16;

  private final Console console;

  @Mixin private final Tracker tracker = new Tracker();

  @Option(names = "--json", description = "For programs: an array with an object a step.")
  private boolean json;

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    return tracker.with(from -> {
      var steps = new SelfTest(from, this::byProgram).run();
      if (json) {
        rows(steps);
      } else {
        page(steps);
      }
      return steps.stream().allMatch(SelfTest.Step::fine) ? 0 : 1;
    });
  }

  private void rows(List<SelfTest.Step> steps) {
    var rows = new JsonRows(console.out());
    rows.columns(List.of("layer", "step", "fine", "words"));
    steps.forEach(
        step -> rows.row(new Object[] {word(step), step.what(), step.fine(), step.words()}));
    rows.end();
  }

  private void page(List<SelfTest.Step> steps) {
    var rows = TableRows.bare(console.out(), console.style());
    rows.columns(List.of("", "LAYER", "STEP", "RESULT"));
    rows.row(new Object[] {"", "LAYER", "STEP", "RESULT"});
    for (var step : steps) {
      rows.row(new Object[] {step.fine() ? "ok" : "FAULT", word(step), step.what(), step.words()});
    }
    rows.end();
    console.out().print("\n" + verdict(steps) + "\n");
  }

  private static String word(SelfTest.Step step) {
    return step.layer().name().toLowerCase(Locale.ROOT);
  }

  private static String verdict(List<SelfTest.Step> steps) {
    var faults =
        steps.stream().filter(step -> !step.fine()).map(SelfTest.Step::layer).sorted().toList();
    if (faults.isEmpty()) {
      return "Entries can be deleted"
          + (steps.stream().anyMatch(step -> step.layer() == SelfTest.Layer.PROGRAM)
              ? ", by the conntrack program too."
              : "; there is no conntrack program here that could be tried.");
    }
    return switch (faults.getFirst()) {
      case RIGHTS -> "The rights are lacking: CAP_NET_ADMIN, here or in the container.";
      case KERNEL ->
          "The kernel is at fault: it refuses a message that names the entry by its own family.";
      case MESSAGE ->
          "The kernel answers oddly to a message without a family; programs that send such ones"
              + " may fail.";
      case PROGRAM ->
          "The conntrack program is at fault: the kernel deletes the same entry when it is asked"
              + " by casebook conntrack delete.";
    };
  }

  private Optional<String> byProgram(ConntrackTuple tuple) throws IOException {
    var line = new ArrayList<String>();
    if (tracker.name() != null) {
      line.addAll(List.of("nsenter", "--net=" + NetworkNamespace.named(tracker.name())));
    }
    line.addAll(List.of("conntrack", "-D"));
    line.addAll(new ExactEntry(tuple, tuple.reversed(), 0).options());
    var output = new ByteArrayOutputStream();
    var ended = new ThisHost().run(line, DEADLINE, BYTES_MAX, output);
    if (ended.end() == CommandOutput.End.NOT_FOUND
        || ended.status() == CommandOutput.NOT_FOUND_STATUS) {
      return Optional.empty();
    }
    return Optional.of(ended.errors() + output.toString(StandardCharsets.UTF_8));
  }
}

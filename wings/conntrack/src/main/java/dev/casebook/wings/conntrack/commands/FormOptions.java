package dev.casebook.wings.conntrack.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.conntrack.flow.ConntrackLines;
import dev.casebook.wings.conntrack.flow.FlowJson;
import dev.casebook.wings.conntrack.flow.FlowRows;
import dev.casebook.wings.conntrack.flow.FlowTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// In which form entries are shown, as options.
final class FormOptions {

  @Option(
      names = "--json",
      description = "For programs: an object an entry, named as in the table connections.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "FORM",
      description = "conntrack: lines as that program writes them; extended: as its -o extended.")
  private @Nullable String output;

  boolean isJson() {
    return json;
  }

  /// Whether it is for people.
  boolean isTable() {
    return !json && output == null;
  }

  FlowRows rows(Console console, boolean events) throws UserError {
    if (json && output != null) {
      throw new UserError("--json and --output exclude each other");
    }
    if (json) {
      return new FlowJson(console.out(), !events);
    }
    if (output == null) {
      return new FlowTable(console.out(), console.style(), events);
    }
    return switch (output) {
      case "conntrack" -> new ConntrackLines(console.out(), false);
      case "extended" -> new ConntrackLines(console.out(), true);
      default -> throw new UserError("--output is conntrack or extended, not " + output);
    };
  }
}

package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.report.Printable;
import dev.casebook.wings.pki.tool.Finding;
import java.util.List;

/// Findings for people.
final class Findings {

  private Findings() {}

  static void print(Console console, List<Finding> findings) {
    for (var finding : findings) {
      var severity = finding.severity();
      console
          .out()
          .print(
              (severity.equals("high")
                      ? console.style().red(severity)
                      : console.style().yellow(severity))
                  + "  "
                  + Printable.line(finding.subject() + ": " + finding.what())
                  + "\n");
      if (!finding.remedy().isEmpty()) {
        console.out().print("      " + Printable.line(finding.remedy()) + "\n");
      }
    }
  }
}

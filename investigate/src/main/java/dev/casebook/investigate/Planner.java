package dev.casebook.investigate;

import dev.casebook.changes.Change;
import dev.casebook.changes.EditLine;
import dev.casebook.changes.Journal;
import dev.casebook.changes.Planning;
import dev.casebook.changes.Refusal;
import dev.casebook.changes.Step;
import dev.casebook.diagnosis.Prescription;
import dev.casebook.diagnosis.RemedyStep;
import dev.casebook.diagnosis.RemedyStep.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Makes a plan for one host of what a remedy prescribes.
///
/// @param asked see [Change]
record Planner(Journal journal, List<String> asked) {

  /// A key, what parts it from its value, and that.
  private static final Pattern SETTING = Pattern.compile("(\\S+)(\\s+=\\s+|\\s+)(\\S.*)");

  /// @param id of the change
  /// @throws Refusal if there is nothing to apply, or it can't be applied there
  Plan of(String id, String note, Prescription prescription) throws IOException, Refusal {
    check(note, prescription);
    var planning = new Planning(journal);
    var steps = new ArrayList<Step>();
    var soAlready = new ArrayList<String>();
    var remarks = new ArrayList<String>();
    for (var step : prescription.steps()) {
      switch (step) {
        case RemedyStep.Commands(var fix, var keep, var undo, var oneWay) ->
            steps.add(new Step.Command(fix, keep, undo, oneWay));
        case RemedyStep.Reload(var commands) -> steps.add(new Step.Reload(commands));
        case RemedyStep.Edit(var path, var lines, var check) -> {
          planning
              .edit(path, lines(lines), check)
              .ifPresentOrElse(steps::add, () -> soAlready.add(path));
          remarks.addAll(planning.overruled(path, lines(lines)));
        }
      }
    }
    return new Plan(
        new Change(id, note, prescription.subject(), asked, steps),
        prescription,
        soAlready,
        remarks);
  }

  private static void check(String note, Prescription prescription) throws Refusal {
    if (prescription.steps().isEmpty()) {
      throw new Refusal(
          note
              + " has no remedy to apply: "
              + (prescription.whyByHand().isEmpty()
                  ? "it does not tell how its commands are taken back; they are for people"
                  : prescription.whyByHand()));
    }
    if (!prescription.unknown().isEmpty()) {
      throw new Refusal(
          "the evidence of this host does not tell what the remedy needs to know: "
              + String.join(", ", prescription.unknown())
              + (prescription.whyByHand().isEmpty() ? "" : " (" + prescription.whyByHand() + ")"));
    }
  }

  private static List<EditLine> lines(List<Line> lines) throws Refusal {
    var edits = new ArrayList<EditLine>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      boolean isReplaced =
          line.mark() == '-' && i + 1 < lines.size() && lines.get(i + 1).mark() == '+';
      if (isReplaced) {
        var by = new ArrayList<String>();
        while (i + 1 < lines.size() && lines.get(i + 1).mark() == '+') {
          by.add(lines.get(++i).text());
        }
        edits.add(new EditLine.Replace(line.text(), by));
      } else {
        edits.add(line(line));
      }
    }
    return edits;
  }

  private static EditLine line(Line line) throws Refusal {
    return switch (line.mark()) {
      case '+' -> new EditLine.Append(line.text());
      case '-' -> new EditLine.Remove(line.text());
      case '=' -> setting(line.text());
      default -> throw new Refusal("an edit has no line that begins with " + line.mark());
    };
  }

  private static EditLine setting(String text) throws Refusal {
    var setting = SETTING.matcher(text);
    if (!setting.matches()) {
      throw new Refusal("no key and value to set: " + text);
    }
    var separator = setting.group(2).contains("=") ? " = " : " ";
    return new EditLine.Set(setting.group(1), separator, setting.group(3).strip());
  }
}

package dev.casebook.report;

import dev.casebook.verdicts.RunbookWalk;
import dev.casebook.verdicts.RunbookWalk.Stage;
import dev.casebook.verdicts.RunbookWalk.State;

/// How far a runbook is done, for people: each step in a line with what decides it, then the next
/// one in full.
public final class WalkReport {

  private static final int STATE_COLUMNS = 10;

  private static final String INDENT = " ".repeat(2 + STATE_COLUMNS + 2);

  /// Of what is missing, and of what was searched, so much is named.
  private static final int NAMED_MAX = 2;

  private final RunbookWalk walk;
  private final Page page;
  private final Style style;
  private final Wording wording;

  private WalkReport(RunbookWalk walk, Style style, Wording wording) {
    this.walk = walk;
    this.style = style;
    this.wording = wording;
    this.page = new Page(style, wording);
  }

  public static String of(RunbookWalk walk, Style style, Wording wording) {
    var report = new WalkReport(walk, style, wording);
    report.write();
    return report.page.toString();
  }

  private void write() {
    page.title(walk.note().title(), "", "");
    page.aside(String.join(", ", walk.snapshot().hosts()) + " · " + walk.note().id(), "");
    page.blank();
    for (int i = 0; i < walk.stages().size(); i++) {
      stage(i + 1, walk.stages().get(i));
    }
    walk.next().ifPresentOrElse(this::next, () -> page.heading(wording.say("walk.all-done")));
    page.blank();
    int status = walk.exitStatus();
    page.remark(wording.say("status", status, wording.say("walk.status." + status)));
  }

  private void stage(int number, Stage stage) {
    page.paragraph(number + ". " + stage.heading(), "  " + state(stage.state()) + "  ", INDENT);
    stage.evidence().forEach(line -> page.aside(line.text() + " (" + line.at() + ")", INDENT));
    stage.searched().stream().limit(NAMED_MAX).forEach(each -> page.aside(each, INDENT));
    stage.missing().stream()
        .limit(NAMED_MAX)
        .forEach(each -> page.aside(Enumeration.ofMissing(each), INDENT));
    if (stage.missing().size() > NAMED_MAX) {
      page.aside(wording.say("and-more", stage.missing().size() - NAMED_MAX), INDENT);
    }
    var waitsFor = walk.waitsFor(stage);
    if (stage.state() != State.DONE && !waitsFor.isEmpty()) {
      page.aside(wording.say("walk.after", String.join(", ", waitsFor)), INDENT);
    }
  }

  private String state(State state) {
    return switch (state) {
      case DONE -> style.green(padded("walk.done"));
      case LEFT -> style.yellow(padded("walk.left"));
      case UNTOLD -> style.dim(padded("walk.untold"));
    };
  }

  private String padded(String key) {
    var word = wording.say(key);
    return word + " ".repeat(Math.max(0, STATE_COLUMNS - Paragraph.columns(word)));
  }

  private void next(Stage stage) {
    page.heading(wording.say("walk.next", walk.stages().indexOf(stage) + 1, stage.heading()));
    page.prose(stage.text(), "    ");
  }
}

package dev.casebook.changes;

import java.util.List;

/// What is done to one host for one finding.
///
/// @param id names it on its host: lower-case letters, digits and hyphens
/// @param note whose remedy it is
/// @param subject of the finding
/// @param asked options that the examination had, a line each, for whoever goes on with it
public record Change(String id, String note, String subject, List<String> asked, List<Step> steps) {

  private static final String ID = "[a-z0-9][a-z0-9-]{0,99}";

  public Change {
    asked = List.copyOf(asked);
    steps = List.copyOf(steps);
    if (!isId(id)) {
      throw new IllegalArgumentException("no id of a change: " + id);
    }
  }

  public Change(String id, String note, String subject, List<Step> steps) {
    this(id, note, subject, List.of(), steps);
  }

  /// Whether a change can be called so; anything else could be a path.
  public static boolean isId(String text) {
    return text.matches(ID);
  }

  /// Whether there is something to go back to: what only restarts programs leaves nothing behind.
  public boolean hasWayBack() {
    return steps.stream().anyMatch(step -> !(step instanceof Step.Reload));
  }

  /// The first step that may cut those off who make it, and from which there is a way back, from 1;
  /// 0 if none may.
  public int firstThatMayCutAccess() {
    if (!hasWayBack()) {
      return 0;
    }
    for (int i = 0; i < steps.size(); i++) {
      if (Access.mayBeCutBy(steps.get(i))) {
        return i + 1;
      }
    }
    return 0;
  }
}

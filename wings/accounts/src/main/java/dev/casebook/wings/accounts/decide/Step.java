package dev.casebook.wings.accounts.decide;

import dev.casebook.wings.accounts.model.Place;
import java.util.List;

/// One gate on somebody's way, and what it says.
///
/// @param name such as `network` or `access`
/// @param says what it comes to, a sentence without a full stop
/// @param details rules that match and those that nearly do, a line each
/// @param places where the rows are written that decided
/// @param cure what would have to change; empty where nothing need
public record Step(
    String name,
    Outcome outcome,
    String says,
    List<String> details,
    List<Place> places,
    String cure) {

  public Step {
    details = List.copyOf(details);
    places = List.copyOf(places);
  }

  /// What a gate does to whoever stands before it.
  public enum Outcome {
    PASSES,
    DENIES,
    /// The folder alone can't tell.
    UNKNOWN
  }

  public static Step passes(String name, String says, Place... places) {
    return new Step(name, Outcome.PASSES, says, List.of(), List.of(places), "");
  }

  public static Step denies(String name, String says, String cure, Place... places) {
    return new Step(name, Outcome.DENIES, says, List.of(), List.of(places), cure);
  }

  public static Step unknown(String name, String says, Place... places) {
    return new Step(name, Outcome.UNKNOWN, says, List.of(), List.of(places), "");
  }

  Step with(List<String> lines) {
    return new Step(name, outcome, says, lines, places, cure);
  }
}

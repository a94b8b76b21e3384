package dev.casebook.wings.accounts.load;

import dev.casebook.wings.accounts.model.Place;

/// A fault of one row.
///
/// @param message what is wrong, and what to do
public record Problem(Place place, String message) {

  @Override
  public String toString() {
    return place + ": " + message;
  }
}

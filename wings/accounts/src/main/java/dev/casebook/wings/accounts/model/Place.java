package dev.casebook.wings.accounts.model;

import java.util.Comparator;

/// Where something is written.
///
/// @param file relative to the folder of accounts
/// @param line from 1
public record Place(String file, int line) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file).thenComparingInt(Place::line);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}

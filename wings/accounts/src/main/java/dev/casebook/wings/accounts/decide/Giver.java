package dev.casebook.wings.accounts.decide;

import dev.casebook.wings.accounts.decide.Extent.Area;
import dev.casebook.wings.accounts.model.Place;
import java.util.BitSet;

/// A row that gives a right.
///
/// @param row its kind and name, such as `access rule sre on production`
/// @param area as far as the row itself goes
record Giver(String row, Place place, Area area) {

  static Giver of(String row, Place place, BitSet accounts) {
    return new Giver(row, place, new Area(Extent.NOWHERE, accounts));
  }

  /// Whether it has a part in what these accounts may on these hosts.
  boolean gives(Area some) {
    return area.hosts().intersects(some.hosts()) && area.accounts().intersects(some.accounts());
  }
}

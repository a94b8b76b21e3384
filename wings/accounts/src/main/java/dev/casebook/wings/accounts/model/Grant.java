package dev.casebook.wings.accounts.model;

import java.util.List;

/// What somebody may do in a database.
///
/// @param on what it is for, in the server's own words: `orders.*`
/// @param privileges in upper case, such as `SELECT`; `ALL` for all
public record Grant(
    String name, Place place, String database, Who who, String on, List<String> privileges) {

  public Grant {
    privileges = List.copyOf(privileges);
  }
}

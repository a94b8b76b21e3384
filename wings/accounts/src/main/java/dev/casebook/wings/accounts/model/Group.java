package dev.casebook.wings.accounts.model;

import java.util.List;
import java.util.OptionalLong;

/// A group of accounts and of other groups.
public record Group(
    String name, Place place, OptionalLong gid, List<String> members, List<String> groups) {

  public Group {
    members = List.copyOf(members);
    groups = List.copyOf(groups);
  }
}

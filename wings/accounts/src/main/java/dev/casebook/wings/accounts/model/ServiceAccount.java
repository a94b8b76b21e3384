package dev.casebook.wings.accounts.model;

import java.time.LocalDate;
import java.util.Optional;

/// An account of a program, which somebody answers for.
///
/// @param owner a person's or a group's name
public record ServiceAccount(
    String name,
    Place place,
    String owner,
    boolean disabled,
    Optional<LocalDate> expires,
    Optional<Posix> posix)
    implements Account {

  @Override
  public ServiceAccount with(Posix other) {
    return new ServiceAccount(name, place, owner, disabled, expires, Optional.of(other));
  }
}

package dev.casebook.wings.accounts.model;

import java.time.LocalDate;
import java.util.Optional;

/// One person, with one account for the office and perhaps one on hosts.
///
/// @param fullName as people call them
/// @param mail empty where none is given, which the row is at fault for
/// @param vpn what a login of the VPN gives, if it may
/// @param wifi whether the person has a password of their own for Wi-Fi
public record Person(
    String name,
    Place place,
    String fullName,
    String mail,
    boolean disabled,
    Optional<LocalDate> expires,
    Optional<Posix> posix,
    Optional<VpnAccess> vpn,
    boolean wifi)
    implements Account {

  @Override
  public Person with(Posix other) {
    return new Person(
        name, place, fullName, mail, disabled, expires, Optional.of(other), vpn, wifi);
  }
}

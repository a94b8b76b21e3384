package dev.casebook.wings.accounts.model;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// Somebody or something that signs in. Names of people and of service accounts are apart from each
/// other, since both become users of hosts.
public sealed interface Account permits Person, ServiceAccount {

  String name();

  Place place();

  /// Whether it was switched off.
  boolean disabled();

  /// The last day, in UTC, on which it may be used.
  Optional<LocalDate> expires();

  /// Its identity on hosts, if it has one.
  Optional<Posix> posix();

  /// The same with another identity on hosts.
  Account with(Posix other);

  /// Whether its last day is over.
  default boolean isExpiredAt(Instant time) {
    return expires()
        .map(day -> !time.isBefore(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()))
        .orElse(false);
  }
}

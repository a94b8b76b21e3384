package dev.casebook.wings.accounts.model;

import java.net.URI;
import java.util.Optional;

/// The page where people keep their own credentials.
///
/// @param url as browsers reach it: scheme, host and perhaps a port
/// @param mailFrom what its mails come from; empty where it sends none
/// @param smtp by whom mails are sent
public record PortalSettings(Place place, Optional<URI> url, String mailFrom, Optional<Smtp> smtp) {

  /// A server that takes mail.
  ///
  /// @param user whom one signs in there as; empty for nobody
  public record Smtp(String host, int port, String user, Security security) {}

  /// How the way to the mail server is kept private.
  public enum Security {
    STARTTLS,
    /// From the first byte on.
    TLS,
    /// Not at all: for a server on this machine.
    NONE
  }
}

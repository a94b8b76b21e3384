package dev.casebook.wings.accounts.decide;

import dev.casebook.formats.network.IpAddress;
import java.time.Instant;
import java.util.Optional;

/// What is asked about an account.
///
/// @param account its name
/// @param goal what it wants to do
/// @param from the address that it comes from, if that is asked too
/// @param at the time for which it is asked
public record Question(String account, Goal goal, Optional<IpAddress> from, Instant at) {

  /// What somebody wants to do.
  public sealed interface Goal {}

  /// Sign in on a host.
  ///
  /// @param service a PAM service, such as `sshd`
  public record SignIn(String host, String service) implements Goal {}

  /// Run a command by sudo.
  ///
  /// @param command with its arguments
  /// @param runAs the user that it is to run as
  public record Sudo(String host, String command, String runAs) implements Goal {}

  /// Read or write a database.
  public record UseDatabase(String database) implements Goal {}

  /// Come in by the VPN.
  public record Vpn() implements Goal {}

  /// Sign in to an application of the office, by LDAP.
  public record Application() implements Goal {}

  /// Sign in to the company's page, where people keep their own credentials.
  public record Portal() implements Goal {}

  String words() {
    return switch (goal) {
      case SignIn signIn ->
          "%s signs in on %s by %s".formatted(account, signIn.host(), signIn.service());
      case Sudo sudo ->
          "%s runs %s as %s on %s".formatted(account, sudo.command(), sudo.runAs(), sudo.host());
      case UseDatabase use -> "%s uses the database %s".formatted(account, use.database());
      case Vpn _ -> "%s comes in by the VPN".formatted(account);
      case Application _ -> "%s signs in to an application".formatted(account);
      case Portal _ -> "%s signs in to the page".formatted(account);
    };
  }
}

package dev.casebook.evidence;

import dev.casebook.hosts.Ssh;
import java.util.List;

/// How other machines are reached, and how far back their logs are taken.
///
/// @param since seconds since 1970: logs that have not changed since are left there; 0 for none
public record Reach(Ssh ssh, long since) {

  /// By the system's ssh, all logs.
  public static Reach usual() {
    return new Reach(Ssh.ofSystem(), 0);
  }

  /// All logs.
  ///
  /// @param command the ssh and options of the user's own
  /// @param sudo whether they are looked at as root
  /// @param mayAsk whether ssh may ask whoever sits at the terminal
  public static Reach by(List<String> command, boolean sudo, boolean mayAsk) {
    return new Reach(Ssh.ofSystem().withCommand(command).withSudo(sudo).asking(mayAsk), 0);
  }

  /// The same without older logs.
  public Reach since(long seconds) {
    return new Reach(ssh, seconds);
  }
}

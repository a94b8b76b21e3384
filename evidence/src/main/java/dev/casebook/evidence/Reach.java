package dev.casebook.evidence;

import dev.casebook.hosts.Ssh;

/// How other machines are reached, and how far back their logs are taken.
///
/// @param since seconds since 1970: logs that have not changed since are left there; 0 for none
public record Reach(Ssh ssh, long since) {

  /// By the system's ssh, all logs.
  public static Reach usual() {
    return new Reach(Ssh.ofSystem(), 0);
  }
}

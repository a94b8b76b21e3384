package dev.casebook.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// How machines are reached by ssh: the system's own client, so that its configuration, jump hosts,
/// agents, tokens and shared connections work as the user knows them.
///
/// @param command the client and options of the user's own
/// @param sudo whether scripts run as root by `sudo -n`
/// @param mayAsk whether ssh may ask the person at the terminal for a password or a host key; where
///   several machines are reached at once it can't
/// @param logins how many logins may be pending at once
public record Ssh(List<String> command, boolean sudo, boolean mayAsk, Semaphore logins) {

  /// A server takes ten that are not yet authenticated (`MaxStartups` of sshd_config(5)) before it
  /// refuses some, and a jump host may be the first hop of all.
  private static final int LOGINS_MAX = 8;

  private static final String COMPRESSED = "-C";

  public Ssh {
    command = List.copyOf(command);
  }

  /// The client of the path, with the user's configuration.
  public static Ssh ofSystem() {
    return new Ssh(List.of("ssh"), false, false, new Semaphore(LOGINS_MAX));
  }

  public Ssh withCommand(List<String> other) {
    return new Ssh(other, sudo, mayAsk, logins);
  }

  public Ssh withSudo(boolean asRoot) {
    return new Ssh(command, asRoot, mayAsk, logins);
  }

  public Ssh asking(boolean allowed) {
    return new Ssh(command, sudo, allowed, logins);
  }

  /// The same without compression, which a long stream on a quick line would wait for.
  List<String> liveLine(SshTarget target) {
    var line = new ArrayList<>(line(target));
    line.remove(line.lastIndexOf(COMPRESSED));
    return line;
  }

  /// The command line that reaches a machine and has its `/bin/sh` read a script, whatever the
  /// login shell is: the words mean the same to sh, fish and csh.
  List<String> line(SshTarget target) {
    var line = new ArrayList<>(command);
    line.addAll(
        List.of(
            "-T",
            COMPRESSED,
            "-o",
            "ConnectTimeout=10",
            "-o",
            "ServerAliveInterval=5",
            "-o",
            "ServerAliveCountMax=3",
            "-o",
            "ForwardAgent=no",
            "-o",
            "ForwardX11=no",
            "-o",
            "RequestTTY=no"));
    if (!mayAsk) {
      line.addAll(List.of("-o", "BatchMode=yes"));
    }
    if (!target.user().isEmpty()) {
      line.addAll(List.of("-l", target.user()));
    }
    if (target.port() != 0) {
      line.addAll(List.of("-p", Integer.toString(target.port())));
    }
    line.addAll(
        List.of("--", target.host(), sudo ? "env LC_ALL=C sudo -n /bin/sh" : "exec /bin/sh"));
    return line;
  }
}

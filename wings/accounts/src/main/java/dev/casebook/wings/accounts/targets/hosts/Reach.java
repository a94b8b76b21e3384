package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.changes.Refusal;
import dev.casebook.hosts.Host;
import dev.casebook.hosts.Ssh;
import dev.casebook.hosts.SshHost;
import dev.casebook.hosts.SshTarget;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.targets.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How one host of a target's row is reached.
///
/// @param host as the user's ssh reaches it
/// @param anew the same, never by a connection that is open already
record Reach(Host host, Host anew) {

  /// As many connections as a jump host carries.
  static final int BESIDE_MAX = 16;

  private static final String ROOT = "root";

  /// All hosts of a row, by name.
  ///
  /// @param user who signs in there, by sudo if that is not root; empty for what ssh's
  ///   configuration says
  static SortedMap<String, Reach> of(Destination destination, Snapshot snapshot, String user)
      throws Refusal {
    var settings = destination.settings();
    var ssh =
        Ssh.ofSystem()
            .withCommand(destination.ssh())
            .withSudo(!user.isEmpty() && !user.equals(ROOT));
    var command = new ArrayList<>(ssh.command());
    command.addAll(List.of("-o", "ControlPath=none"));
    var hosts = new TreeMap<String, Reach>();
    for (var host : snapshot.company().hosts().keySet()) {
      if (snapshot.isAt(settings.where(), host)) {
        var name = "ssh://" + (user.isEmpty() ? "" : user + "@") + host;
        var target =
            SshTarget.of(name)
                .orElseThrow(() ->
                    new Refusal(settings.place() + ": " + name + " is nothing that ssh reaches"));
        hosts.put(
            host,
            new Reach(new SshHost(target, ssh), new SshHost(target, ssh.withCommand(command))));
      }
    }
    return hosts;
  }
}

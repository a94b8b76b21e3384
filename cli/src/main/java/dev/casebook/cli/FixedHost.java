package dev.casebook.cli;

import dev.casebook.changes.Journal;
import dev.casebook.changes.Refusal;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reach;
import dev.casebook.hosts.Host;
import dev.casebook.hosts.SshHost;
import dev.casebook.hosts.SshTarget;
import dev.casebook.hosts.ThisHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The host that a fix changes, and how it is named as a source.
///
/// @param sources what [Workspace] opens to examine it; none for this one
/// @param address what names it behind an id in a command line; empty for this one
/// @param reach how it is reached
/// @param anew the same host by a login that shares no connection with others; empty for this one
record FixedHost(
    Host host, List<String> sources, String address, Reach reach, Optional<Host> anew) {

  /// @param source as the user named it; null for this host
  /// @throws UserError if it is evidence and no host
  static FixedHost of(@Nullable String source, Reach reach) throws UserError {
    if (source == null) {
      return new FixedHost(new ThisHost(), List.of(), "", reach, Optional.empty());
    }
    if (!SshTarget.isTarget(source)) {
      throw new UserError(
          source + " is evidence and no host; fix changes this host or ssh://HOST, and no bundle");
    }
    var target =
        SshTarget.of(source)
            .orElseThrow(() -> new UserError(source + ": is not ssh://[user@]host[:port]"));
    return new FixedHost(
        new SshHost(target, reach.ssh()),
        List.of(source),
        " " + source + (reach.ssh().sudo() ? " --sudo" : ""),
        reach,
        Optional.of(new SshHost(target, reach.ssh().withCommand(unshared(reach)))));
  }

  /// A connection that is shared outlives what keeps a new one out.
  private static List<String> unshared(Reach reach) {
    var command = new ArrayList<>(reach.ssh().command());
    command.addAll(List.of("-o", "ControlPath=none"));
    return command;
  }

  /// The journal of its changes.
  Journal journal() {
    return journal(host);
  }

  /// Elsewhere than in /var/lib for tests.
  private static Journal journal(Host host) {
    var elsewhere =
        Optional.ofNullable(System.getProperty("casebook.changes"))
            .orElseGet(() -> System.getenv().getOrDefault("CASEBOOK_CHANGES", ""));
    return new Journal(host, elsewhere.isEmpty() ? Journal.FOLDER : elsewhere);
  }

  /// Confirms a change by a new login, where there is one to be had.
  ///
  /// @return why it could not; empty if it did
  Optional<String> confirmedAnew(String id) {
    if (anew.isEmpty()) {
      return Optional.of("");
    }
    try {
      journal(anew.get()).confirm(id);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (Refusal e) {
      return Optional.of(e.reason());
    }
  }
}

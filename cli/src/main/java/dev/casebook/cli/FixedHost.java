package dev.casebook.cli;

import dev.casebook.changes.Journal;
import dev.casebook.console.UserError;
import dev.casebook.hosts.Host;
import dev.casebook.hosts.ThisHost;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The host that a fix changes, and how it is named as a source.
///
/// @param sources what [Workspace] opens to examine it; none for this one
/// @param address what names it behind an id in a command line; empty for this one
record FixedHost(Host host, List<String> sources, String address) {

  /// @param source as the user named it; null for this host
  /// @throws UserError if it is evidence and no host
  static FixedHost of(@Nullable String source) throws UserError {
    if (source == null) {
      return new FixedHost(new ThisHost(), List.of(), "");
    }
    throw new UserError(
        source + " is evidence and no host; fix changes the host that it runs on, and no bundle");
  }

  /// The journal of its changes; elsewhere than in /var/lib for tests.
  Journal journal() {
    var elsewhere =
        Optional.ofNullable(System.getProperty("casebook.changes"))
            .orElseGet(() -> System.getenv().getOrDefault("CASEBOOK_CHANGES", ""));
    return new Journal(host, elsewhere.isEmpty() ? Journal.FOLDER : elsewhere);
  }
}

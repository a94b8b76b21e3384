package dev.casebook.wings.conntrack.commands;

import dev.casebook.console.UserError;
import dev.casebook.hosts.kernel.ConnectionTracker;
import dev.casebook.hosts.kernel.NetworkNamespace;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.conntrack.tool.ErrnoWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// In which network namespace of this host, as an option.
final class Tracker {

  private static final Path COUNT = Path.of("/proc/sys/net/netfilter/nf_conntrack_count");

  @Option(
      names = "--netns",
      paramLabel = "NAME|PID",
      description = "The network namespace of ip netns, or that of a process.")
  private @Nullable String name;

  @Nullable String name() {
    return name;
  }

  /// What is done with the table.
  @FunctionalInterface
  interface Work {
    int with(ConnectionTracker tracker) throws IOException, UserError;
  }

  int with(Work work) throws UserError {
    try (var tracker = open()) {
      return work.with(tracker);
    } catch (Refused e) {
      throw new UserError(told(e));
    } catch (IOException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    }
  }

  ConnectionTracker open() throws UserError {
    try {
      return name == null
          ? ConnectionTracker.open()
          : ConnectionTracker.openIn(NetworkNamespace.named(name));
    } catch (IllegalArgumentException e) {
      throw new UserError("--netns: " + e.getMessage());
    } catch (NetworkNamespace.NotEntered e) {
      throw new UserError(
          e.isDenied()
              ? e.getMessage() + ": sudo casebook conntrack …"
              : "--netns: " + e.getMessage());
    } catch (Refused e) {
      throw new UserError(told(e));
    } catch (IOException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    }
  }

  static String told(Refused e) {
    if (e.errno() == Refused.EINVAL && !Files.exists(COUNT)) {
      return "this kernel tracks no connections: nf_conntrack is not loaded, so there is no table"
          + " (modprobe nf_conntrack, or a firewall rule that needs it)";
    }
    return e.getMessage() + "; " + ErrnoWords.of(e);
  }
}

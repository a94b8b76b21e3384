package dev.casebook.cli;

import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.hosts.Inventory;
import dev.casebook.hosts.SshTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which hosts over ssh a command that takes many sources looks at, and how it reaches them.
final class HostOptions extends ReachOptions {

  @Option(
      names = "--hosts",
      paramLabel = "FILE",
      description =
          "Hosts over ssh, one a line, or an Ansible inventory (INI or YAML); beside the sources.")
  private @Nullable Path hosts;

  /// The sources that were named, each range written out, and those of the file.
  List<String> names(List<String> sources) throws UserError {
    var names = new ArrayList<String>();
    try {
      for (var source : sources) {
        names.addAll(SshTarget.expanded(source));
      }
      if (hosts != null) {
        var listed = Inventory.read(Files.readString(hosts));
        if (listed.isEmpty()) {
          throw new UserError(hosts + " names no host");
        }
        names.addAll(listed);
      }
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserError(hosts + ": " + Reason.of(e));
    }
    return names;
  }
}

package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Text;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Outputs of commands in other network namespaces than the host's own, as sos takes them by `ip
/// netns exec NAME COMMAND`. They are looked up in bundles; a host is not asked for them.
final class NetworkNamespace {

  private static final String PREFIX = "ip_netns_exec_";

  private NetworkNamespace() {}

  static List<ArtifactName> each(List<String> commands) {
    return commands.stream()
        .<ArtifactName>map(line -> ArtifactName.command("ip netns exec * " + line))
        .toList();
  }

  /// The namespace's name; null for the host's own. `ip_netns_exec_a_b_ip_neigh_show` does not tell
  /// where a name ends: the longest command that fits does.
  ///
  /// @param commands that are read there
  static @Nullable String of(Text text, List<String> commands) {
    var name = new ArtifactName.Command(text.name()).mangled();
    if (!name.startsWith(PREFIX)) {
      return null;
    }
    return commands.stream()
        .map(line -> "_" + new ArtifactName.Command(line).mangled())
        .filter(end -> name.endsWith(end) && name.length() > PREFIX.length() + end.length())
        .map(end -> name.substring(PREFIX.length(), name.length() - end.length()))
        .min(Comparator.comparingInt(String::length))
        .orElse(name.substring(PREFIX.length()));
  }
}

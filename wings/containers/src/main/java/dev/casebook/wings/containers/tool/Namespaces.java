package dev.casebook.wings.containers.tool;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Network namespaces of processes of another host. They are links of `/proc`, which can't be
/// gathered as files; stat(1) tells their inodes: `/proc/1/ns/net=4026531840`.
final class Namespaces {

  private static final Pattern LINE = Pattern.compile("/proc/(self|\\d{1,9})/ns/net=(\\d{1,20})");

  /// Processes in one command line.
  private static final int PROCESSES_MAX = 100;

  private static final int BYTES_MAX = 1 << 20;

  private Namespaces() {}

  /// The commands that tell them, with those of the host's first process and of our own, which are
  /// the host's.
  static List<ArtifactName> asked(Collection<Integer> pids) {
    var all = new ArrayList<>(List.of("1", "self"));
    pids.forEach(pid -> all.add(String.valueOf(pid)));
    var commands = new ArrayList<ArtifactName>();
    for (int from = 0; from < all.size(); from += PROCESSES_MAX) {
      commands.add(
          ArtifactName.command(
              all.subList(from, Math.min(all.size(), from + PROCESSES_MAX)).stream()
                  .map(pid -> "/proc/" + pid + "/ns/net")
                  .collect(Collectors.joining(" ", "stat -L -c %n=%i ", ""))));
    }
    return commands;
  }

  /// What they said; some may have ended before.
  static Map<String, String> of(Snapshot snapshot, Collection<Integer> pids) {
    var namespaces = new HashMap<String, String>();
    for (var command : asked(pids)) {
      for (var output : snapshot.find(command)) {
        try (var in = output.open()) {
          var text = new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
          LINE.matcher(text).results().forEach(one -> namespaces.put(one.group(1), one.group(2)));
        } catch (IOException e) {
          // then nothing tells them
        }
      }
    }
    return namespaces;
  }
}

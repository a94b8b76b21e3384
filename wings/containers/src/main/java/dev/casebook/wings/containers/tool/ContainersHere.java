package dev.casebook.wings.containers.tool;

import dev.casebook.formats.proc.ControlGroup;
import dev.casebook.tables.containers.ContainerName;
import dev.casebook.tables.containers.ContainerNames;
import dev.casebook.wings.containers.cgroup.Content;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The containers of this host.
public final class ContainersHere implements ContainerHost {

  private static final Pattern USER = Pattern.compile("/user-(\\d{1,10})\\.slice/");

  private final Path root;
  private final HostFiles files;
  private final Map<String, String> homes = new HashMap<>();
  private ContainerNames names;

  public ContainersHere() {
    this(Path.of("/"));
  }

  /// @param root the folder that is the host's `/`
  ContainersHere(Path root) {
    this.root = root;
    this.files = new ThisHostFiles(root.toString().equals("/") ? "" : root.toString());
    this.names = ContainerNames.under(root);
    if (files.read("/etc/passwd") instanceof Content.Text(var text)) {
      text.lines()
          .map(line -> line.split(":"))
          .filter(cells -> cells.length > 5)
          .forEach(cells -> homes.putIfAbsent(cells[2], cells[5]));
    }
  }

  @Override
  public Sample times() {
    return new ContainerReading(files, _ -> Optional.empty(), System::nanoTime).times();
  }

  @Override
  public Sample whole() {
    var sample = new ContainerReading(files, this::name, System::nanoTime).whole();
    if (sample.containers().stream().anyMatch(one -> one.name().name() == null)) {
      // One that was just made may get its name yet.
      names = ContainerNames.under(root);
    }
    return sample;
  }

  /// podman without root keeps its list in the home of whoever runs it.
  private Optional<ContainerName> name(ControlGroup group) {
    var user = USER.matcher(group.path());
    return names.of(group, user.find() ? homes.getOrDefault(user.group(1), "") : "");
  }

  @Override
  public boolean changes() {
    return true;
  }

  @Override
  public void close() {}
}

package dev.casebook.wings.containers.tool;

import dev.casebook.formats.proc.ControlGroup;
import dev.casebook.tables.containers.ContainerName;
import dev.casebook.wings.containers.cgroup.Content;
import dev.casebook.wings.containers.cgroup.Controller;
import dev.casebook.wings.containers.cgroup.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Reads the containers of a host once.
final class ContainerReading {

  /// Tells what a container is called.
  interface Names {
    Optional<ContainerName> of(ControlGroup group);
  }

  private final HostFiles files;
  private final Names names;
  private final LongSupplier nanos;
  private final Hierarchies hierarchies;
  private final ContainerSearch.Found found;
  private final Map<Controller, String> whyNot = new HashMap<>();
  private final Map<String, Optional<Set<String>>> enabled = new HashMap<>();

  /// @param nanos the clock
  ContainerReading(HostFiles files, Names names, LongSupplier nanos) {
    this.files = files;
    this.names = names;
    this.nanos = nanos;
    this.hierarchies = Hierarchies.of(files);
    this.found = ContainerSearch.over(files, hierarchies);
  }

  List<FoundContainer> found() {
    return found.containers();
  }

  Sample times() {
    return sample(container -> usage(container, Usage::ofTimes, Network.missing("not read")));
  }

  Sample whole() {
    var network = new NetworkReader(files);
    return sample(container -> usage(container, Usage::of, network.read(container)));
  }

  private Sample sample(Function<FoundContainer, ContainerUsage> read) {
    var containers = new ArrayList<ContainerUsage>();
    int ended = 0;
    for (var container : found.containers()) {
      var usage = read.apply(container);
      if (usage.usage().figures().values().stream().anyMatch(one -> one.isMissing())
          && hasEnded(container)) {
        ended++;
      } else {
        containers.add(usage);
      }
    }
    return new Sample(containers, ended, lacking(), false);
  }

  private List<String> lacking() {
    if (hierarchies.isEmpty()) {
      return List.of("there are no control groups in " + Hierarchies.ROOT);
    }
    return found.isWhole()
        ? List.of()
        : List.of("there are more control groups than are looked at; some containers are missing");
  }

  /// Its groups are removed when its last process has ended.
  private boolean hasEnded(FoundContainer container) {
    return container.folders().values().stream().noneMatch(files::stillHas);
  }

  private ContainerUsage usage(
      FoundContainer container,
      Function<Function<Controller, Controller.Place>, Usage> read,
      Network network) {
    var places = new HashMap<Hierarchies.Hierarchy, Controller.Place>();
    var usage = read.apply(controller -> place(controller, container, places));
    return new ContainerUsage(
        names
            .of(container.group())
            .orElseGet(() -> new ContainerName(container.id(), "", null, null, null)),
        container.group().path(),
        version(container),
        usage,
        network,
        nanos.getAsLong());
  }

  private int version(FoundContainer container) {
    return Stream.of(Controller.MEMORY, Controller.CPUACCT)
        .flatMap(one -> hierarchies.of(one).stream())
        .filter(container.folders()::containsKey)
        .map(Hierarchies.Hierarchy::version)
        .findFirst()
        .orElse(container.folders().keySet().iterator().next().version());
  }

  /// Of one hierarchy it is the same for all its controllers, so that files are read once.
  private Controller.Place place(
      Controller controller,
      FoundContainer container,
      Map<Hierarchies.Hierarchy, Controller.Place> places) {
    var hierarchy = hierarchies.of(controller);
    if (hierarchy.isEmpty()) {
      return new Controller.Place.Missing(whyNot.computeIfAbsent(controller, hierarchies::whyNot));
    }
    var folder = container.folders().get(hierarchy.get());
    if (folder == null) {
      return new Controller.Place.Missing(
          "it has no group of its own for the %s controller".formatted(controller.v1Name()));
    }
    if (hierarchy.get().version() == 1) {
      return places.computeIfAbsent(
          hierarchy.get(), one -> new Controller.Place.V1(files(folder), files(one.folder())));
    }
    return controller == Controller.CPUACCT || isEnabled(controller, folder)
        ? places.computeIfAbsent(
            hierarchy.get(),
            one -> new Controller.Place.V2(files(folder), above(folder, one.folder())))
        : new Controller.Place.Missing(whyNotEnabled(controller));
  }

  private Content.Files files(String folder) {
    return file -> files.read(folder + "/" + file);
  }

  /// The groups that a group lies in, without the hierarchy's root, which has no limits.
  private List<Content.Files> above(String folder, String root) {
    var above = new ArrayList<Content.Files>();
    for (var at = parent(folder); at.length() > root.length(); at = parent(at)) {
      above.add(files(at));
    }
    return above;
  }

  private static String parent(String folder) {
    return folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
  }

  /// Where it is not told which are, a file that is missing says so itself.
  private boolean isEnabled(Controller controller, String folder) {
    return enabled
        .computeIfAbsent(folder, _ -> controllers(folder))
        .map(names -> names.contains(controller.v2Name()))
        .orElse(true);
  }

  private Optional<Set<String>> controllers(String folder) {
    return files.read(folder + "/cgroup.controllers") instanceof Content.Text(var text)
        ? Optional.of(Set.of(text.strip().split("\\s+")))
        : Optional.empty();
  }

  private String whyNotEnabled(Controller controller) {
    var name = controller.v2Name();
    boolean isOffered =
        hierarchies
            .of(controller)
            .flatMap(one -> controllers(one.folder()))
            .filter(names -> names.contains(name))
            .isPresent();
    return isOffered
        ? "the %s controller is not enabled for its group (cgroup.subtree_control above it)"
            .formatted(name)
        : whyNot.computeIfAbsent(controller, hierarchies::whyNot);
  }
}

package dev.casebook.tables.containers;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A container in Docker's words. Source: the Engine API's ContainerInspect, which podman and
/// nerdctl follow, and dockerd's `container/container.go` for the file that it keeps of each.
final class DockerContainer {

  private static final String LABEL = "io.kubernetes.";

  private DockerContainer() {}

  /// An image and a network are inspected by the same command: they are no containers.
  static @Nullable Container of(Json value) {
    return value.has("State")
        ? of(
            value,
            value.text("Id"),
            value.text("Created"),
            value.get("HostConfig").text("Runtime"),
            value.get("HostConfig").text("CgroupParent"))
        : null;
  }

  /// The control group and the runtime stand in another file.
  static @Nullable Container ofConfig(Json value) {
    return of(value, value.text("ID"), value.text("Created"), null, null);
  }

  private static @Nullable Container of(
      Json value,
      @Nullable String id,
      @Nullable String created,
      @Nullable String runtime,
      @Nullable String cgroup) {
    if (id == null || id.isEmpty()) {
      return null;
    }
    var state = value.get("State");
    var config = value.get("Config");
    var labels = config.get("Labels");
    boolean running = state.isTrue("Running");
    var name = Objects.requireNonNullElse(value.text("Name"), id);
    return new Container(
        id,
        name.startsWith("/") ? name.substring(1) : name,
        Container.known(config.has("Image") ? config.text("Image") : value.text("Image")),
        Container.known(runtime == null ? value.text("OCIRuntime") : runtime),
        state(state, running),
        Container.pid(state, "Pid"),
        running ? null : Digits.small(state.whole(state.has("ExitCode") ? "ExitCode" : "Exit")),
        state.get("OOMKilled").bool(),
        Container.known(state.text("Error")),
        Container.known(cgroup == null || cgroup.isEmpty() ? state.text("CgroupPath") : cgroup),
        Digits.small(value.whole("RestartCount")),
        labels.text(LABEL + "pod.namespace"),
        labels.text(LABEL + "pod.name"),
        EngineTime.of(created),
        EngineTime.of(state.text("StartedAt")),
        running ? null : EngineTime.of(state.text("FinishedAt")));
  }

  /// dockerd's own file has flags in the place of a word.
  private static String state(Json state, boolean running) {
    var word = state.text("Status");
    if (word != null) {
      return word;
    }
    if (state.isTrue("Paused")) {
      return "paused";
    } else if (state.isTrue("Restarting")) {
      return "restarting";
    } else if (running) {
      return "running";
    } else if (state.isTrue("Dead")) {
      return "dead";
    }
    return EngineTime.of(state.text("StartedAt")) == null ? "created" : "exited";
  }
}

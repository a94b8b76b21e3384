package dev.casebook.tables.containers;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.formats.proc.ControlGroup;
import dev.casebook.tables.Json;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Names of containers by the control group of their processes: the group tells the id, and files
/// of the engines tell what is called so. No engine is asked, and a file that can't be read leaves
/// the name unknown.
///
/// | engine | file |
/// | --- | --- |
/// | docker | `/var/lib/docker/containers/ID/config.v2.json`, or where `/etc/docker/daemon.json` has its `data-root` |
/// | containerd | `/run/containerd/io.containerd.runtime.v2.task/NAMESPACE/ID/config.json`, annotations |
/// | CRI-O | `/run/containers/storage/overlay-containers/ID/userdata/config.json`, annotations |
/// | podman | `/var/lib/containers/storage/overlay-containers/containers.json`, and that of a user |
/// | a pod of which only the uid is known | `/var/log/pods/NAMESPACE_NAME_UID` |
public final class ContainerNames {

  /// An inspected container has some 10 kB; a list of all of a host more.
  private static final int BYTES_MAX = 16 << 20;

  private static final List<String> CONTAINERD =
      List.of(
          "/run/containerd/io.containerd.runtime.v2.task",
          "/run/k3s/containerd/io.containerd.runtime.v2.task");

  private static final List<String> STORAGE =
      List.of("/run/containers/storage", "/var/lib/containers/storage");

  private static final String DOCKER_SETTINGS = "/etc/docker/daemon.json";

  private static final String CONFIG = "/config.v2.json";

  private static final String LISTED = "/overlay-containers/containers.json";

  /// The files of a host.
  public interface Evidence {
    /// Empty if it is not there, or can't be read, or is no regular file.
    Optional<byte[]> bytes(String path);

    /// The names in a folder, in order; none if it can't be listed.
    List<String> names(String folder);
  }

  private final Evidence files;
  private final Map<String, Optional<ContainerName>> known = new HashMap<>();
  private final Map<String, List<Json>> lists = new HashMap<>();
  private final List<String> dockerRoots = new ArrayList<>();

  private ContainerNames(Evidence files) {
    this.files = files;
  }

  public static ContainerNames ofThisHost() {
    return under(Path.of("/"));
  }

  /// Of a host whose root is this folder.
  public static ContainerNames under(Path root) {
    return of(new Folder(root));
  }

  /// Of a host of which these files are known; see [#evidence].
  public static ContainerNames of(Evidence files) {
    return new ContainerNames(files);
  }

  /// The files that name containers of one id, or of all by `*`.
  ///
  /// @param settings what is known of the host: where dockerd keeps its data
  public static List<ArtifactName> evidence(String id, Evidence settings) {
    var paths = new ArrayList<>(List.of(DOCKER_SETTINGS));
    of(settings).dockerRoots().forEach(one -> paths.add(one + "/containers/" + id + CONFIG));
    CONTAINERD.forEach(folder -> paths.add(folder + "/*/" + id + "/config.json"));
    STORAGE.forEach(folder -> {
      paths.add(folder + "/overlay-containers/" + id + "/userdata/config.json");
      paths.add(folder + LISTED);
    });
    return paths.stream().<ArtifactName>map(ArtifactName::file).toList();
  }

  /// Empty if the group is no container's and no pod's.
  ///
  /// @param home of the process's user, where podman without root keeps its list; empty if unknown
  public Optional<ContainerName> of(ControlGroup group, String home) {
    return known.computeIfAbsent(group.path(), _ -> found(group, home));
  }

  private Optional<ContainerName> found(ControlGroup group, String home) {
    var pod = group.podUid();
    return group.container().map(mark -> withPod(named(mark, home), pod));
  }

  private ContainerName named(ControlGroup.Mark mark, String home) {
    var id = mark.id();
    if (mark.engine().equals("lxc")) {
      return new ContainerName(id, "lxc", id, null, null);
    }
    List<Function<String, Optional<ContainerName>>> ways =
        List.of(this::docker, this::containerd, this::crio, one -> podman(one, home));
    return ways.stream()
        .flatMap(way -> way.apply(id).stream())
        .findFirst()
        .orElseGet(() -> new ContainerName(id, engine(mark.engine()), null, null, null));
  }

  private static String engine(String mark) {
    return switch (mark) {
      case "cri-containerd", "nerdctl" -> "containerd";
      case "crio" -> "cri-o";
      case "libpod" -> "podman";
      default -> mark;
    };
  }

  /// The folder of a pod's logs tells its name.
  private ContainerName withPod(ContainerName name, Optional<String> uid) {
    if (name.pod() != null || uid.isEmpty()) {
      return name;
    }
    for (var folder : files.names("/var/log/pods")) {
      var parts = folder.split("_", 3);
      if (parts.length == 3 && parts[2].equals(uid.get())) {
        return new ContainerName(name.id(), name.engine(), name.name(), parts[0], parts[1]);
      }
    }
    return name;
  }

  private Optional<ContainerName> docker(String id) {
    return dockerRoots().stream()
        .flatMap(folder -> json(folder + "/containers/" + id + CONFIG).stream())
        .map(DockerContainer::ofConfig)
        .filter(Objects::nonNull)
        .findFirst()
        .map(one -> {
          var own = one.pod() == null ? one.name() : kubelet(one.name());
          return new ContainerName(id, "docker", own, one.namespace(), one.pod());
        });
  }

  /// Where dockerd keeps its data; `graph` is the older name of the setting.
  private List<String> dockerRoots() {
    if (dockerRoots.isEmpty()) {
      var settings = json(DOCKER_SETTINGS);
      Stream.of("data-root", "graph")
          .flatMap(name -> settings.map(json -> json.text(name)).stream())
          .filter(folder -> folder.startsWith("/"))
          .forEach(dockerRoots::add);
      dockerRoots.add("/var/lib/docker");
    }
    return dockerRoots;
  }

  /// `k8s_CONTAINER_POD_NAMESPACE_UID_ATTEMPT` of dockershim.
  private static String kubelet(String name) {
    var parts = name.split("_");
    return parts.length == 6 && parts[0].equals("k8s") ? parts[1] : name;
  }

  private Optional<ContainerName> containerd(String id) {
    for (var folder : CONTAINERD) {
      for (var namespace : files.names(folder)) {
        var json = json(folder + "/" + namespace + "/" + id + "/config.json");
        if (json.isPresent() && !namespace.equals("moby")) {
          return Optional.of(annotated(id, "containerd", json.get().get("annotations"), "cri."));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<ContainerName> crio(String id) {
    return STORAGE.stream()
        .flatMap(storage ->
            json(storage + "/overlay-containers/" + id + "/userdata/config.json").stream())
        .map(json -> json.get("annotations"))
        .filter(notes -> notes.has("io.kubernetes.cri-o.ContainerID"))
        .map(notes -> annotated(id, "cri-o", notes, ""))
        .findFirst();
  }

  /// containerd's `io.kubernetes.cri.container-name`, `…sandbox-name`; CRI-O's
  /// `io.kubernetes.container.name`, `…pod.name`; nerdctl's own.
  private static ContainerName annotated(String id, String engine, Json notes, String infix) {
    var of = "io.kubernetes." + infix;
    boolean dashed = !infix.isEmpty();
    var name = notes.text(of + (dashed ? "container-name" : "container.name"));
    if (name == null) {
      boolean sandbox = "sandbox".equals(notes.text(of + "container-type"));
      name = sandbox ? "POD" : notes.text("nerdctl/name");
    }
    return new ContainerName(
        id,
        engine,
        name,
        notes.text(of + (dashed ? "sandbox-namespace" : "pod.namespace")),
        notes.text(of + (dashed ? "sandbox-name" : "pod.name")));
  }

  private Optional<ContainerName> podman(String id, String home) {
    var places = new ArrayList<String>();
    places.add("/var/lib/containers/storage" + LISTED);
    if (home.startsWith("/")) {
      places.add(home + "/.local/share/containers/storage" + LISTED);
    }
    return places.stream()
        .flatMap(place -> lists.computeIfAbsent(place, this::list).stream())
        .filter(one -> id.equals(one.text("id")))
        .map(one -> {
          var names = one.get("names").texts();
          return new ContainerName(
              id, "podman", names.isEmpty() ? null : names.getFirst(), null, null);
        })
        .findFirst();
  }

  private List<Json> list(String place) {
    return json(place).map(Json::items).orElse(List.of());
  }

  private Optional<Json> json(String path) {
    return files.bytes(path).flatMap(Json::of);
  }

  /// A folder that is a host's root. Symbolic links are the host's own here: docker's folder is
  /// often moved by one.
  private record Folder(Path root) implements Evidence {

    @Override
    public Optional<byte[]> bytes(String path) {
      try {
        var file = root.resolve(path.substring(1));
        return Files.isRegularFile(file) && Files.size(file) <= BYTES_MAX
            ? Optional.of(Files.readAllBytes(file))
            : Optional.empty();
      } catch (IOException | InvalidPathException e) {
        return Optional.empty();
      }
    }

    @Override
    public List<String> names(String folder) {
      var names = new ArrayList<@Nullable String>();
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(root.resolve(folder.substring(1)))) {
        entries.forEach(entry -> names.add(entry.getFileName().toString()));
      } catch (IOException e) {
        return List.of();
      }
      return names.stream().filter(Objects::nonNull).sorted().toList();
    }
  }
}

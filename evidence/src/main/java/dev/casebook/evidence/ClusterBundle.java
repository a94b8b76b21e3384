package dev.casebook.evidence;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What collects the objects and logs of a Kubernetes cluster, and where it keeps them. Objects go
/// by the commands `kubectl get` and `kubectl get events`, logs of containers by the path that a
/// node has them under: `/var/log/pods/NAMESPACE_POD/CONTAINER/FILE`.
///
/// To add one: a constant here and in [#ALL], a line in [Layout#recognise].
///
/// @param called what people call it
/// @param objects globs of the files that hold objects
/// @param events those that hold events
record ClusterBundle(String called, List<Glob> objects, List<Glob> events, List<PodLogs> logs) {

  ClusterBundle {
    objects = List.copyOf(objects);
    events = List.copyOf(events);
    logs = List.copyOf(logs);
  }

  private static ClusterBundle of(
      String called, List<String> objects, List<String> events, PodLogs... logs) {
    return new ClusterBundle(
        called,
        objects.stream().map(Glob::of).toList(),
        events.stream().map(Glob::of).toList(),
        List.of(logs));
  }

  /// troubleshoot.sh, `kubectl support-bundle`. Logs lie under `cluster-resources`; links to them
  /// lie in folders of the collectors' own names.
  static final ClusterBundle SUPPORT_BUNDLE =
      of(
          "Kubernetes support bundle",
          List.of("cluster-resources/**/*.json", "cluster-resources/**/*.yaml"),
          List.of("cluster-resources/events/*.json"),
          new PodLogs(
              "cluster-resources/pods/logs/*/*/*.log",
              "cluster-resources/pods/logs/([^/]+)/([^/]+)/((.+?)(?:-previous)?\\.log)"));

  /// `oc adm must-gather` and `oc adm inspect`. Each pod lies in `core/pods.yaml` and beside its
  /// logs.
  static final ClusterBundle MUST_GATHER =
      of(
          "must-gather",
          List.of(
              "cluster-scoped-resources/**/*.yaml",
              "namespaces/*/*/*.yaml",
              "namespaces/*/*/*/*.yaml",
              "namespaces/*/*/*/*.json"),
          List.of("namespaces/*/core/events.yaml"),
          new PodLogs(
              "namespaces/*/pods/*/*/*/logs/*.log",
              "namespaces/([^/]+)/pods/([^/]+)/[^/]+/([^/]+)/logs/([^/]+\\.log)",
              3,
              4),
          new PodLogs("host_service_logs/*/*.log", ""));

  /// The archive that OpenShift's Insights Operator sends. Source: its `docs/gathered-data.md`.
  static final ClusterBundle INSIGHTS_OPERATOR =
      of(
          "Insights Operator archive",
          List.of("config/**/*.json", "conditional/namespaces/**/*.json", "machinesets/**/*.json"),
          List.of("events/**/*.json"),
          new PodLogs(
              "config/pod/*/logs/*/*.log",
              "config/pod/([^/]+)/logs/([^/]+)/((.+)_(?:current|previous)\\.log)"),
          // Older: picked lines of all containers of a pod.
          new PodLogs(
              "config/pod/*/logs/*/*.log",
              "config/pod/([^/]+)/logs/([^/]+)/((?:errors|messages)\\.log)",
              2,
              3),
          new PodLogs(
              "conditional/namespaces/*/pods/*/containers/*/*/*.log",
              "conditional/namespaces/([^/]+)/pods/([^/]+)/containers/([^/]+)/([^/]+/[^/]+\\.log)",
              3,
              4));

  private static final String LOGS = "/var/log/**";
  private static final String EVENTS = "kubectl get events*";
  private static final String OBJECTS = "kubectl get*";

  private static final List<ClusterBundle> ALL =
      List.of(SUPPORT_BUNDLE, MUST_GATHER, INSIGHTS_OPERATOR);

  /// The globs under which an artifact of this name lies.
  List<Glob> places(ArtifactName name) {
    return switch (name.text()) {
      case LOGS -> logs.stream().map(PodLogs::glob).toList();
      case EVENTS -> events;
      case OBJECTS -> objects;
      default -> List.of();
    };
  }

  /// The same under any of them.
  static List<Glob> allPlaces(ArtifactName name) {
    return ALL.stream().flatMap(bundle -> bundle.places(name).stream()).toList();
  }

  /// What a file stands for: a container's log for its path on a node.
  ArtifactName nameOf(String path) {
    return logs.stream()
        .flatMap(one -> one.onNode(path).stream())
        .findFirst()
        .orElseGet(() -> ArtifactName.file("/" + path));
  }

  /// Logs that lie in one way.
  ///
  /// @param path groups 1 and 2 are the namespace and the pod
  record PodLogs(Glob glob, Pattern path, int container, int file) {

    /// Group 3 is the file, group 4 in it the container.
    PodLogs(String glob, String path) {
      this(glob, path, 4, 3);
    }

    PodLogs(String glob, String path, int container, int file) {
      this(Glob.of(glob), Pattern.compile(path), container, file);
    }

    Optional<ArtifactName> onNode(String at) {
      return Optional.of(path.matcher(at))
          .filter(Matcher::matches)
          .filter(log -> log.groupCount() > 0)
          .map(log ->
              ArtifactName.file(
                  "/var/log/pods/%s_%s/%s/%s"
                      .formatted(
                          log.group(1), log.group(2), log.group(container), log.group(file))));
    }
  }
}

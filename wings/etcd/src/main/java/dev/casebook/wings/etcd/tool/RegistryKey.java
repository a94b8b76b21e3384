package dev.casebook.wings.etcd.tool;

import java.util.Map;

/// A key as the Kubernetes API server makes them: `/registry/RESOURCE/NAMESPACE/NAME`, or without
/// namespace, or with the group before the resource where the group has a dot.
///
/// Sample: `/registry/services/specs/default/web`, `/registry/example.com/widgets/default/w1`,
/// `/registry/minions/node-1`.
///
/// @param resource as kubectl names it: `pods`, `widgets.example.com`; empty if the key has no
///   resource
/// @param namespace empty for objects of the cluster
/// @param name empty if the key has none
public record RegistryKey(String resource, String namespace, String name) {

  private static final RegistryKey NONE = new RegistryKey("", "", "");

  /// Folders of the registry whose names are not those of the resources (`pkg/registry/.../storage`
  /// in Kubernetes).
  private static final Map<String, String> RENAMED =
      Map.of(
          "minions", "nodes",
          "controllers", "replicationcontrollers",
          "ingress", "ingresses",
          "podsecuritypolicy", "podsecuritypolicies",
          "services/specs", "services",
          "services/endpoints", "endpoints");

  /// The parts of a key; a key of another form has none.
  public static RegistryKey of(String key) {
    var start = key.startsWith("/") ? key.indexOf('/', 1) + 1 : 0;
    var end = start == 0 ? -1 : key.indexOf('/', start);
    if (end < 0) {
      return NONE;
    }
    var folder = key.substring(start, end);
    if (folder.indexOf('.') > 0 || folder.equals("services")) {
      var second = key.indexOf('/', end + 1);
      if (second < 0) {
        return NONE;
      }
      var inner = key.substring(end + 1, second);
      var resource =
          folder.equals("services")
              ? RENAMED.getOrDefault(folder + '/' + inner, folder)
              : inner + '.' + folder;
      return named(resource, key.substring(second + 1));
    }
    return named(RENAMED.getOrDefault(folder, folder), key.substring(end + 1));
  }

  private static RegistryKey named(String resource, String rest) {
    var slash = rest.indexOf('/');
    return slash < 0
        ? new RegistryKey(resource, "", rest)
        : new RegistryKey(resource, rest.substring(0, slash), rest.substring(slash + 1));
  }
}

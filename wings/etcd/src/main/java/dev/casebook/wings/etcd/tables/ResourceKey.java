package dev.casebook.wings.etcd.tables;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the key of an etcd record says of what lies under it.
///
/// Kubernetes' API server keeps objects under `/registry/RESOURCE/[NAMESPACE/]NAME`, those of other
/// groups mostly under `/registry/GROUP/RESOURCE/…`; OpenShift's under `/kubernetes.io` and
/// `/openshift.io`. Built-in groups are not in the key: a Deployment's is
/// `/registry/deployments/…`.
///
/// @param resource as kubectl names it, `pods` or `widgets.example.com`; of another program's key
///   its first part with the slashes, `/calico/`; empty for a key without parts
/// @param namespace null where the object has none
/// @param name null where the key has no such part
public record ResourceKey(String resource, @Nullable String namespace, @Nullable String name) {

  private static final Set<String> PREFIXES = Set.of("registry", "kubernetes.io", "openshift.io");

  /// Where the key does not say what kubectl says.
  private static final Map<String, String> NAMES =
      Map.of("minions", "nodes", "controllers", "replicationcontrollers");

  /// Two resources that share the first part of the key, by the second.
  private static final Map<String, String> SERVICES =
      Map.of("specs", "services", "endpoints", "endpoints");

  public static ResourceKey of(String key) {
    var parts = Arrays.asList(key.split("/", -1));
    if (parts.size() < 3 || !parts.getFirst().isEmpty() || !PREFIXES.contains(parts.get(1))) {
      int slash = key.indexOf('/', 1);
      return new ResourceKey(slash < 0 ? "" : key.substring(0, slash + 1), null, null);
    }
    return ofObject(parts.subList(2, parts.size()));
  }

  private static ResourceKey ofObject(List<String> parts) {
    var first = parts.getFirst();
    if (parts.size() > 2 && first.equals("services") && SERVICES.containsKey(parts.get(1))) {
      return of(SERVICES.get(parts.get(1)), parts.subList(2, parts.size()));
    }
    if (parts.size() > 2 && first.contains(".")) {
      return of(parts.get(1) + "." + first, parts.subList(2, parts.size()));
    }
    return of(NAMES.getOrDefault(first, first), parts.subList(1, parts.size()));
  }

  private static ResourceKey of(@Nullable String resource, List<String> rest) {
    var known = String.valueOf(resource);
    return switch (rest.size()) {
      case 0 -> new ResourceKey(known, null, null);
      case 1 -> new ResourceKey(known, null, rest.getFirst());
      default ->
          new ResourceKey(known, rest.getFirst(), String.join("/", rest.subList(1, rest.size())));
    };
  }
}

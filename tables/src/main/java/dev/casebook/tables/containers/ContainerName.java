package dev.casebook.tables.containers;

import org.jspecify.annotations.Nullable;

/// What a container is called, as far as its engine's files tell.
///
/// @param id of 64 digits, or a name of LXC
/// @param engine docker, containerd, cri-o, podman, lxc; empty where nothing tells
/// @param name null where nothing tells
/// @param namespace of its pod; null outside of Kubernetes
/// @param pod null outside of Kubernetes
public record ContainerName(
    String id,
    String engine,
    @Nullable String name,
    @Nullable String namespace,
    @Nullable String pod) {

  /// `default/web-7d4b/nginx`, `web`, or the first digits of the id, as engines show them.
  public String text() {
    var own = name == null ? id.substring(0, Math.min(12, id.length())) : name;
    return pod == null ? own : (namespace == null ? "" : namespace + "/") + pod + "/" + own;
  }
}

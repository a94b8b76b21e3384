package dev.casebook.wings.etcd.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object made ready to be created again with `kubectl apply`: without what the API server and
/// controllers set on each new object, and what refers to the old one.
///
/// @param tree the object
/// @param removed the places that were taken out, as paths
public record Recreation(Map<String, @Nullable Object> tree, List<String> removed) {

  /// Given by the API server, or of the old object's life.
  private static final List<String> METADATA =
      List.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields",
          "selfLink");

  /// Of a deletion that was under way; others belong to the object.
  private static final List<String> DELETION_FINALIZERS = List.of("foregroundDeletion", "orphan");

  /// The job controller's, with the old job's uid in it.
  private static final List<String> JOB_LABELS =
      List.of(
          "controller-uid",
          "job-name",
          "batch.kubernetes.io/controller-uid",
          "batch.kubernetes.io/job-name");

  public Recreation {
    removed = List.copyOf(removed);
  }

  /// From an object as it was stored. The object itself is left as it is.
  ///
  /// Owner references go as a whole: with the owner's old uid the garbage collector would delete
  /// the object at once, and without a uid the API server refuses them.
  public static Recreation of(Map<String, @Nullable Object> object) {
    var removed = new ArrayList<String>();
    var tree = copy(object);
    remove(tree, "", "status", removed);
    var metadata = child(tree, "metadata");
    METADATA.forEach(name -> remove(metadata, ".metadata", name, removed));
    remove(metadata, ".metadata", "ownerReferences", removed);
    removeFinalizers(metadata, removed);
    var spec = child(tree, "spec");
    switch (String.valueOf(tree.get("kind"))) {
      case "Job" -> removeJobLabels(spec, metadata, removed);
      case "PersistentVolume" -> {
        var claim = child(spec, "claimRef");
        remove(claim, ".spec.claimRef", "uid", removed);
        remove(claim, ".spec.claimRef", "resourceVersion", removed);
      }
      default -> {}
    }
    return new Recreation(tree, removed);
  }

  private static void removeJobLabels(
      Map<String, @Nullable Object> spec,
      Map<String, @Nullable Object> metadata,
      List<String> removed) {
    if (Boolean.TRUE.equals(spec.get("manualSelector"))) {
      return;
    }
    remove(spec, ".spec", "selector", removed);
    var labels = child(metadata, "labels");
    var podLabels = child(child(child(spec, "template"), "metadata"), "labels");
    for (var label : JOB_LABELS) {
      remove(labels, ".metadata.labels", label, removed);
      remove(podLabels, ".spec.template.metadata.labels", label, removed);
    }
  }

  private static void removeFinalizers(
      Map<String, @Nullable Object> metadata, List<String> removed) {
    if (metadata.get("finalizers") instanceof List<?> finalizers) {
      var kept = finalizers.stream().filter(name -> !DELETION_FINALIZERS.contains(name)).toList();
      if (kept.isEmpty()) {
        remove(metadata, ".metadata", "finalizers", removed);
      } else if (kept.size() < finalizers.size()) {
        metadata.put("finalizers", kept);
        removed.add(".metadata.finalizers of the deletion");
      }
    }
  }

  private static void remove(
      Map<String, @Nullable Object> map, String path, String name, List<String> removed) {
    if (map.containsKey(name)) {
      map.remove(name);
      removed.add(path + TreeChanges.step(name));
    }
  }

  /// The map under the name, copied so that it may be changed; an unconnected one if there is none.
  private static Map<String, @Nullable Object> child(
      Map<String, @Nullable Object> map, String name) {
    if (!(map.get(name) instanceof Map<?, ?> found)) {
      return new LinkedHashMap<>();
    }
    var copied = copy(found);
    map.put(name, copied);
    return copied;
  }

  private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((name, value) -> copy.put(String.valueOf(name), value));
    return copy;
  }
}

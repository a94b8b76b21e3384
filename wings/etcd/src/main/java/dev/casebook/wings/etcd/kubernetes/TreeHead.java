package dev.casebook.wings.etcd.kubernetes;

import dev.casebook.wings.etcd.kubernetes.ObjectHead.Manager;
import dev.casebook.wings.etcd.kubernetes.ObjectHead.Owner;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The identity of an object whose tree is already at hand.
public record TreeHead(Map<?, ?> object) implements ObjectHead.Metadata {
  @Override
  public String apiVersion() {
    return text(object, "apiVersion");
  }

  @Override
  public String kind() {
    return text(object, "kind");
  }

  @Override
  public String name() {
    return text(metadata(), "name");
  }

  @Override
  public String namespace() {
    return text(metadata(), "namespace");
  }

  @Override
  public String uid() {
    return text(metadata(), "uid");
  }

  @Override
  public long creationSeconds() {
    return seconds(text(metadata(), "creationTimestamp"));
  }

  /// Seconds since 1970 of an RFC 3339 time; 0 for anything else.
  static long seconds(String time) {
    try {
      return time.isEmpty() ? 0 : Instant.parse(time).getEpochSecond();
    } catch (DateTimeException e) {
      return 0;
    }
  }

  @Override
  public Map<String, String> labels() {
    var labels = new LinkedHashMap<String, String>();
    map(metadata().get("labels"))
        .forEach((key, value) -> labels.put(String.valueOf(key), String.valueOf(value)));
    return labels;
  }

  @Override
  public List<Owner> owners() {
    return list(metadata().get("ownerReferences")).stream()
        .map(TreeHead::map)
        .map(owner ->
            new Owner(
                text(owner, "apiVersion"),
                text(owner, "kind"),
                text(owner, "name"),
                text(owner, "uid"),
                Boolean.TRUE.equals(owner.get("controller"))))
        .toList();
  }

  @Override
  public List<Manager> managers() {
    return list(metadata().get("managedFields")).stream()
        .map(TreeHead::map)
        .map(manager ->
            new Manager(
                text(manager, "manager"),
                text(manager, "operation"),
                text(manager, "subresource"),
                JsonWriter.stored(manager.get("fieldsV1"), true).length))
        .toList();
  }

  private Map<?, ?> metadata() {
    return map(object.get("metadata"));
  }

  private static String text(Map<?, ?> map, String key) {
    return map.get(key) instanceof String text ? text : "";
  }

  private static Map<?, ?> map(@Nullable Object node) {
    return node instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object node) {
    return node instanceof List<?> list ? list : List.of();
  }
}

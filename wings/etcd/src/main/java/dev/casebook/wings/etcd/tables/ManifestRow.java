package dev.casebook.wings.etcd.tables;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Field;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import dev.casebook.wings.etcd.kubernetes.ObjectHead.Owner;
import dev.casebook.wings.etcd.kubernetes.TreeHead;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.manifests.Manifests;
import dev.casebook.wings.etcd.manifests.Manifests.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A row of `kubernetes_objects` from what kubectl or a collector wrote. What has no name, such as
/// a list of the API's resources, is no object.
final class ManifestRow {

  /// Whose resources kubectl names without the group.
  private static final Set<String> BUILT_IN =
      Set.of(
          "",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apps",
          "autoscaling",
          "batch",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "extensions",
          "flowcontrol.apiserver.k8s.io",
          "networking.k8s.io",
          "node.k8s.io",
          "policy",
          "rbac.authorization.k8s.io",
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io");

  private ManifestRow() {}

  static void parse(Text text, Rows<KubernetesObject> rows) {
    var seen = text.shared(SeenUids.class, SeenUids::new);
    Manifests.read(
        text,
        rows,
        (offset, manifest) -> {
          var head = new TreeHead(manifest.tree());
          if (head.name().isEmpty() || !seen.isFirst(head.uid())) {
            return;
          }
          var whole = manifest.kind().isEmpty() ? guessed(manifest) : manifest;
          if (whole.kind().isEmpty()) {
            rows.reject(new Line(offset, head.name()), "an object without a kind");
          } else {
            rows.add(offset, of(text.name(), whole, head, rows));
          }
        });
  }

  private static KubernetesObject of(
      String file, Manifest manifest, TreeHead head, Rows<KubernetesObject> rows) {
    var metadata = Manifests.map(manifest.tree(), "metadata");
    var owner = head.owners().stream().filter(Owner::controller).findFirst();
    return new KubernetesObject(
        file,
        manifest.kind(),
        manifest.apiVersion(),
        resource(manifest.kind(), manifest.apiVersion()),
        KubernetesObject.orNull(head.namespace()),
        head.name(),
        KubernetesObject.orNull(head.uid()),
        owner.map(Owner::kind).orElse(null),
        owner.map(Owner::name).orElse(null),
        owner.map(Owner::uid).orElse(null),
        new String(JsonWriter.stored(head.labels(), false), StandardCharsets.UTF_8),
        KubernetesObject.instant(head.creationSeconds()),
        KubernetesObject.deletionTime(manifest.tree()),
        null,
        manifest.bytes(),
        Digits.decimal(Manifests.text(metadata, "resourceVersion")),
        manifest.format(),
        body(manifest.tree(), rows));
  }

  /// troubleshoot.sh lists definitions of custom resources without saying what they are.
  private static Manifest guessed(Manifest manifest) {
    boolean isDefinition =
        Manifests.map(Manifests.map(manifest.tree(), "spec"), "names").containsKey("plural");
    return isDefinition
        ? new Manifest(
            manifest.tree(),
            "CustomResourceDefinition",
            "apiextensions.k8s.io/v1",
            manifest.bytes(),
            manifest.format())
        : manifest;
  }

  /// As client-go guesses it (meta.UnsafeGuessKindToResource).
  private static String resource(String kind, String apiVersion) {
    int slash = apiVersion.indexOf('/');
    var group = slash < 0 ? "" : apiVersion.substring(0, slash);
    var plural = plural(kind.toLowerCase(Locale.ROOT));
    return BUILT_IN.contains(group) ? plural : plural + "." + group;
  }

  private static String plural(String kind) {
    if (kind.equals("endpoints")) {
      return kind;
    }
    if (kind.endsWith("s")) {
      return kind + "es";
    }
    return kind.endsWith("y") && !kind.endsWith("ay")
        ? kind.substring(0, kind.length() - 1) + "ies"
        : kind + "s";
  }

  private static @Nullable String body(Map<?, ?> tree, Rows<KubernetesObject> rows) {
    var json = JsonWriter.compact(tree);
    if (json.length() > Field.CHARS_MAX) {
      rows.lacksValues("has objects longer than " + Field.CHARS_MAX + " characters: no body");
      return null;
    }
    return json;
  }
}

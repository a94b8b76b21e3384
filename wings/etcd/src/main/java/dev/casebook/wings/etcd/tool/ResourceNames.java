package dev.casebook.wings.etcd.tool;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The names that kubectl takes for a resource: `pods`, `pod`, `po`, `widgets.example.com`.
final class ResourceNames {

  /// As `kubectl api-resources` lists them.
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("cj", "cronjobs"),
          Map.entry("cm", "configmaps"),
          Map.entry("crd", "customresourcedefinitions"),
          Map.entry("crds", "customresourcedefinitions"),
          Map.entry("csr", "certificatesigningrequests"),
          Map.entry("deploy", "deployments"),
          Map.entry("ds", "daemonsets"),
          Map.entry("ep", "endpoints"),
          Map.entry("ev", "events"),
          Map.entry("hpa", "horizontalpodautoscalers"),
          Map.entry("ing", "ingresses"),
          Map.entry("limits", "limitranges"),
          Map.entry("netpol", "networkpolicies"),
          Map.entry("no", "nodes"),
          Map.entry("ns", "namespaces"),
          Map.entry("pc", "priorityclasses"),
          Map.entry("pdb", "poddisruptionbudgets"),
          Map.entry("po", "pods"),
          Map.entry("pv", "persistentvolumes"),
          Map.entry("pvc", "persistentvolumeclaims"),
          Map.entry("quota", "resourcequotas"),
          Map.entry("rc", "replicationcontrollers"),
          Map.entry("rs", "replicasets"),
          Map.entry("sa", "serviceaccounts"),
          Map.entry("sc", "storageclasses"),
          Map.entry("sts", "statefulsets"),
          Map.entry("svc", "services"));

  private ResourceNames() {}

  /// Whether one of the names that `asked` joins by commas means the resource.
  static boolean anyMeans(String asked, String resource) {
    return Stream.of(asked.split(",")).anyMatch(one -> means(one.strip(), resource));
  }

  /// Whether someone who asks for `asked` means the resource. A group may be left out; and where
  /// the key has none, as those of most built-in APIs, one may be given.
  static boolean means(String asked, String resource) {
    var wanted = asked.toLowerCase(Locale.ROOT);
    var dot = wanted.indexOf('.');
    var plural = dot < 0 ? wanted : wanted.substring(0, dot);
    var held = resource.indexOf('.');
    if (dot >= 0 && held >= 0) {
      return isPlural(plural, resource.substring(0, held))
          && wanted.substring(dot).equals(resource.substring(held));
    }
    return isPlural(plural, held < 0 ? resource : resource.substring(0, held));
  }

  private static boolean isPlural(String asked, String plural) {
    return asked.equals(plural)
        || plural.equals(SHORT.get(asked))
        || plural.equals(asked + "s")
        || plural.equals(asked + "es")
        || (asked.endsWith("y") && plural.equals(asked.substring(0, asked.length() - 1) + "ies"));
  }
}

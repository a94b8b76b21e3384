package dev.casebook.wings.etcd.kubernetes.protobuf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The program that makes the schema table from a list of the fields of the Go API types.
///
/// The list has a line for each field, tab separated: package, type, field, Go type, `json` tag,
/// `protobuf` tag, presence class. Run with the list and the table's path as arguments:
///
///     src/main/resources/dev/casebook/wings/etcd/kubernetes/protobuf/schema.txt
final class SchemaTableGenerator {
  private static final String META = "apimachinery/pkg/apis/meta/v1";
  private static final String CORE = "api/core/v1";

  /// The API groups whose name is not that of their Go package.
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          Map.entry("api/admission", "admission.k8s.io"),
          Map.entry("api/admissionregistration", "admissionregistration.k8s.io"),
          Map.entry("api/apidiscovery", "apidiscovery.k8s.io"),
          Map.entry("api/apiserverinternal", "internal.apiserver.k8s.io"),
          Map.entry("api/authentication", "authentication.k8s.io"),
          Map.entry("api/authorization", "authorization.k8s.io"),
          Map.entry("api/certificates", "certificates.k8s.io"),
          Map.entry("api/coordination", "coordination.k8s.io"),
          Map.entry("api/discovery", "discovery.k8s.io"),
          Map.entry("api/events", "events.k8s.io"),
          Map.entry("api/flowcontrol", "flowcontrol.apiserver.k8s.io"),
          Map.entry("api/imagepolicy", "imagepolicy.k8s.io"),
          Map.entry("api/lifecycle", "lifecycle.k8s.io"),
          Map.entry("api/networking", "networking.k8s.io"),
          Map.entry("api/node", "node.k8s.io"),
          Map.entry("api/rbac", "rbac.authorization.k8s.io"),
          Map.entry("api/resource", "resource.k8s.io"),
          Map.entry("api/scheduling", "scheduling.k8s.io"),
          Map.entry("api/storage", "storage.k8s.io"),
          Map.entry("api/storagemigration", "storagemigration.k8s.io"),
          Map.entry("apimachinery/pkg/apis/meta", "meta.k8s.io"),
          Map.entry("apimachinery/pkg", "runtime"),
          Map.entry("apimachinery/pkg/util", "util"),
          Map.entry("apiextensions-apiserver/pkg/apis/apiextensions", "apiextensions.k8s.io"),
          Map.entry("kube-aggregator/pkg/apis/apiregistration", "apiregistration.k8s.io"));

  /// Go types with a form of their own.
  private static final Map<String, String> FORMS =
      Map.ofEntries(
          Map.entry("string", "string"),
          Map.entry("bool", "bool"),
          Map.entry("int32", "int32"),
          Map.entry("int64", "int64"),
          Map.entry("float64", "double"),
          Map.entry("[]byte", "bytes"),
          Map.entry("Time", "Time"),
          Map.entry("metav1.Time", "Time"),
          Map.entry("metav1.MicroTime", "MicroTime"),
          Map.entry("metav1.Duration", "Duration"),
          Map.entry("resource.Quantity", "Quantity"),
          Map.entry("intstr.IntOrString", "IntOrString"),
          Map.entry("runtime.RawExtension", "Raw"),
          Map.entry("FieldsV1", "Raw"),
          Map.entry("JSON", "Raw"),
          Map.entry("ExtraValue", "Strings"),
          Map.entry("AttestationValue", "Strings"),
          Map.entry("Verbs", "Strings"),
          Map.entry("ResourceList", "{}Quantity"),
          Map.entry("corev1.ResourceList", "{}Quantity"),
          Map.entry("ValidationRules", "[].ValidationRule"),
          Map.entry("JSONSchemaDefinitions", "{}.JSONSchemaProps"),
          Map.entry("JSONSchemaDependencies", "{}strings|.JSONSchemaProps"),
          Map.entry("JSONSchemaPropsOrBool", "bool|.JSONSchemaProps"),
          Map.entry("JSONSchemaPropsOrArray", "list|.JSONSchemaProps"),
          Map.entry("JSONSchemaPropsOrStringArray", "strings|.JSONSchemaProps"));

  /// Messages that have a form of their own, and so no line.
  private static final Set<String> WITHOUT_LINE =
      Set.of(
          "FieldsV1",
          "RawExtension",
          "Unknown",
          "JSON",
          "IntOrString",
          "Duration",
          "Timestamp",
          "JSONSchemaPropsOrBool",
          "JSONSchemaPropsOrArray",
          "JSONSchemaPropsOrStringArray");

  /// Fields that Kubernetes wrote once: ObjectMeta.clusterName, removed in 1.24.
  private static final Map<String, String> DROPPED =
      Map.of("meta.k8s.io/v1.ObjectMeta", "clusterName:15~string");

  private static final Pattern NUMBER = Pattern.compile("[a-z]+,([0-9]+)");

  private final List<String[]> rows;
  private final Set<String> structs = new HashSet<>();
  private final Set<String> withoutFields = new TreeSet<>();

  private SchemaTableGenerator(List<String> lines) {
    rows = lines.stream().map(line -> line.split("\t", -1)).toList();
    rows.forEach(row -> structs.add(row[0] + " " + row[1]));
  }

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[1]), table(Files.readAllLines(Path.of(arguments[0]))));
  }

  /// The table of a list of fields: one line a type, sorted by bytes.
  static String table(List<String> lines) {
    return new SchemaTableGenerator(lines).table();
  }

  private String table() {
    var types = new TreeMap<String, String>();
    for (var entry : byType().entrySet()) {
      var fields = new ArrayList<String>();
      entry.getValue().forEach(row -> fields.add(token(row)));
      if (DROPPED.containsKey(entry.getKey())) {
        fields.add(DROPPED.get(entry.getKey()));
      }
      types.put(entry.getKey(), String.join(" ", fields));
    }
    withoutFields.forEach(name -> types.putIfAbsent(name, ""));
    var table = new StringBuilder();
    types.forEach((name, fields) -> table.append((name + " " + fields).strip()).append('\n'));
    return table.toString();
  }

  private Map<String, List<String[]>> byType() {
    var byType = new LinkedHashMap<String, List<String[]>>();
    for (var row : rows) {
      if (!WITHOUT_LINE.contains(row[1])) {
        byType
            .computeIfAbsent(groupVersion(row[0]) + "." + row[1], _ -> new ArrayList<>())
            .add(row);
      }
    }
    return byType;
  }

  private static String groupVersion(String goPackage) {
    int slash = goPackage.lastIndexOf('/');
    var group = goPackage.substring(0, slash);
    var version = goPackage.substring(slash + 1);
    if (group.equals("api/core")) {
      return version;
    }
    return GROUPS.getOrDefault(group, group.substring(group.lastIndexOf('/') + 1)) + "/" + version;
  }

  private String token(String[] row) {
    var presence = row[6];
    var number = number(row[5]);
    if (presence.equals("inline")) {
      return "+:" + number + "=" + type(row, row[3]);
    }
    var name = row[4].substring(0, (row[4] + ",").indexOf(','));
    return name + ":" + number + mark(row) + countAndType(row, row[3].replaceFirst("^\\*", ""));
  }

  private static String number(String tag) {
    Matcher match = NUMBER.matcher(tag);
    if (!match.lookingAt()) {
      throw new IllegalArgumentException("protobuf tag: " + tag);
    }
    return match.group(1);
  }

  private static char mark(String[] row) {
    return switch (row[6]) {
      case "val-scalar omitempty", "slice/map omitempty" -> '-';
      case "val-struct omitempty(always emitted)" -> row[4].contains("omitzero") ? '-' : '=';
      case "val-scalar required", "val-struct required", "slice/map required(null)" -> '=';
      case "ptr-scalar", "ptr-struct" -> '?';
      case "ptr-scalar NO-omitempty(null)", "ptr-struct NO-omitempty(null)" -> '!';
      default -> throw new IllegalArgumentException("presence class: " + row[6]);
    };
  }

  private String countAndType(String[] row, String goType) {
    if (FORMS.containsKey(goType)) {
      return FORMS.get(goType);
    }
    if (goType.startsWith("[]")) {
      return "[]" + type(row, goType.substring(2));
    }
    if (goType.startsWith("map[")) {
      return "{}" + type(row, goType.substring(goType.indexOf(']') + 1));
    }
    return type(row, goType);
  }

  private String type(String[] row, String goType) {
    if (FORMS.containsKey(goType)) {
      return FORMS.get(goType);
    }
    var name = goType.substring(goType.lastIndexOf('.') + 1);
    var qualifier = goType.substring(0, Math.max(0, goType.lastIndexOf('.')));
    var home = row[0];
    for (var candidate : packages(home, qualifier)) {
      if (structs.contains(candidate + " " + name)) {
        return (candidate.equals(home) ? "" : groupVersion(candidate)) + "." + name;
      }
    }
    if (row[6].contains("struct")) {
      withoutFields.add(groupVersion(home) + "." + name);
      return "." + name;
    }
    return "string"; // What is left are named string types, such as ConditionStatus.
  }

  /// Where a type may be declared: a v1alpha1 or v1beta1 package borrows from its v1; `v1` is the
  /// core API, meta, or the v1 of the same group.
  private static List<String> packages(String home, String qualifier) {
    var sameGroup = home.substring(0, home.lastIndexOf('/')) + "/v1";
    return switch (qualifier) {
      case "" -> List.of(home, sameGroup);
      case "metav1" -> List.of(META);
      case "v1" -> List.of(CORE, META, sameGroup);
      default -> {
        var version = qualifier.replaceFirst("^.*?(v[0-9]+([a-z]+[0-9]+)?)$", "$1");
        var group = qualifier.substring(0, qualifier.length() - version.length());
        var named = "api/" + (group.equals("api") ? "core" : group) + "/" + version;
        yield group.isEmpty() ? List.of(CORE, META) : List.of(named, CORE);
      }
    };
  }
}

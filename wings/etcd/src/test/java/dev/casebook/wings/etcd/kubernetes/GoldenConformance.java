package dev.casebook.wings.etcd.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.kubernetes.tree.Json;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.kubernetes.tree.YamlWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Every object that the Kubernetes API publishes in its three forms, read and written.
///
/// Its name keeps it out of the ordinary run; name it with the folder of the evidence:
/// `-Dtest=GoldenConformance -Dcasebook.shared=DIR`.
@EnabledIfSystemProperty(named = "casebook.shared", matches = ".+")
class GoldenConformance {
  private final Path folder =
      Path.of(System.getProperty("casebook.shared", "."), "evidence", "kubernetes");

  @Test
  void everyGoldenObjectIsReadAndWrittenAlike() throws Exception {
    var goldens = goldens();
    var failures = new ArrayList<String>();
    int json = 0;
    int yaml = 0;
    int back = 0;
    int fromJson = 0;
    for (var pb : goldens) {
      var value = Files.readAllBytes(pb);
      if (!(StorageCodec.decode(value) instanceof Decoded.Tree(var tree, _))) {
        failures.add(pb.getFileName() + ": " + StorageCodec.decode(value));
        continue;
      }
      json += count(failures, pb, "json", JsonWriter.indented(tree).equals(text(pb, ".json")));
      yaml += count(failures, pb, "yaml", YamlWriter.write(tree).equals(text(pb, ".yaml")));
      var format = StorageFormat.PROTOBUF;
      back += count(failures, pb, "pb", sameBytes(StorageCodec.encode(tree, format), value));
      var source = text(pb, ".json").getBytes(StandardCharsets.UTF_8);
      var read = (Map<?, ?>) Objects.requireNonNull(Json.read(source, new TreeBudget()));
      fromJson +=
          count(failures, pb, "from json", sameBytes(StorageCodec.encode(read, format), value));
    }
    System.out.printf(
        "goldens: %d objects; JSON equal %d, YAML equal %d, bytes equal %d, from JSON %d%n",
        goldens.size(), json, yaml, back, fromJson);
    assertThat(failures).isEmpty();
    assertThat(goldens).hasSizeGreaterThanOrEqualTo(193);
  }

  private static int count(List<String> failures, Path golden, String form, boolean same) {
    if (!same) {
      failures.add(golden.getFileName() + ": " + form);
    }
    return same ? 1 : 0;
  }

  private static boolean sameBytes(byte[] left, byte[] right) {
    return Arrays.equals(left, right);
  }

  private List<Path> goldens() throws IOException {
    try (var files = Files.list(folder.resolve("goldens"))) {
      return files.filter(file -> file.toString().endsWith(".pb")).sorted().toList();
    }
  }

  private static String text(Path pb, String extension) throws IOException {
    var name = pb.getFileName().toString();
    return Files.readString(pb.resolveSibling(name.substring(0, name.length() - 3) + extension));
  }
}

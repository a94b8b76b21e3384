package dev.casebook.wings.etcd.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Any JSON, written as JSON and as YAML: another reader gets the same tree.
class YamlFuzz {

  /// SnakeYAML Engine does not know YAML's escapes of line separators, and takes the value `<<`,
  /// which kubectl leaves bare, for no string.
  private static final Pattern NOT_FOR_THE_OTHER =
      Pattern.compile("[\\\\]u202[89]|\"([\\\\]u003c){2}\"(?!:)");

  static Stream<byte[]> seeds() {
    return Stream.of(
            "{\"b\":[1,-2,12345678901234567890,1.50,null,true,{}],\"a\":\"x\"}",
            "{\"yes\":\"no\",\"0x1\":\"1e3\",\"~\":\"null\",\"a: b\":\"- c\",\"d\":\"#\"}",
            "{\"k\":\"line\\nline\\n\\n\",\"l\":\" \\n x\",\"m\":\"\\t\\u0085\\u2028\"}",
            "[[[\"'\",\"\\\"\"],{\"a\":{\"b\":[[]]}}],\"2026-01-01\",\"\",\"=\",{\"<<\":{}}]")
        .map(json -> json.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void whatIsWrittenIsReadBack(byte[] json) throws Exception {
    Object tree;
    try {
      tree = Json.read(json, new TreeBudget());
    } catch (MalformedException refused) {
      return;
    }
    // Halves of characters become U+FFFD at first.
    var again = read(JsonWriter.compact(tree));
    var compact = JsonWriter.compact(again);
    assertThat(JsonWriter.compact(read(compact))).isEqualTo(compact);
    var yaml = YamlWriter.write(again);
    if (!NOT_FOR_THE_OTHER.matcher(compact).find()) {
      assertThat(isSame(again, load(yaml))).as(yaml).isTrue();
    }
  }

  private static @Nullable Object read(String json) throws MalformedException {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), new TreeBudget());
  }

  private static @Nullable Object load(String yaml) {
    return new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
        .loadFromString(yaml);
  }

  /// YAML shows decimals as the nearest double.
  private static boolean isSame(@Nullable Object left, @Nullable Object right) {
    return switch (left) {
      case BigDecimal decimal ->
          right instanceof Number number && decimal.doubleValue() == number.doubleValue();
      case Map<?, ?> map ->
          right instanceof Map<?, ?> other
              && map.keySet().equals(other.keySet())
              && map.keySet().stream().allMatch(key -> isSame(map.get(key), other.get(key)));
      case List<?> list ->
          right instanceof List<?> other
              && list.size() == other.size()
              && IntStream.range(0, list.size()).allMatch(i -> isSame(list.get(i), other.get(i)));
      case null, default -> Trees.isSame(left, right);
    };
  }
}

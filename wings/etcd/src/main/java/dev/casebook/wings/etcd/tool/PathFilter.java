package dev.casebook.wings.etcd.tool;

import static java.util.regex.Pattern.DOTALL;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A condition on one place of an object: `.spec.nodeName=node-1`, `.metadata.labels['a.b/c']!=x`,
/// `.spec.containers[*].image=nginx`; as for kubectl also `{.spec.nodeName}=node-1` and
/// `.metadata.labels.a\.b/c=x`.
///
/// A place that is not there, and null, count as empty text. With `[*]` one element that is equal
/// is enough for `=`, and too many for `!=`.
public final class PathFilter {

  /// `.name`, `name` at the start, `['name']`, `["name"]`, `[0]` or `[*]`. What else JSONPath knows
  /// (`..`, `.*`, `$`, `?()`) is none.
  private static final Pattern STEP =
      Pattern.compile(
          "\\.?(?<name>(?:\\\\.|[^.\\[\\]=!'\"\\\\{}()*?$@,|\\s])+)|\\['(?<single>[^']*)'\\]|\\[\"(?<double>[^\"]*)\"\\]"
              + "|\\[(?<index>\\d{1,9}|\\*)\\]");

  private static final Pattern BRACES =
      Pattern.compile("\\{(?<path>[^{}]*)\\}(?<rest>!?=.*)", DOTALL);

  private static final Pattern RELATION = Pattern.compile("(?<not>!)?==?");

  private final List<String> steps;
  private final boolean wantsSame;
  private final String value;

  private PathFilter(List<String> steps, boolean wantsSame, String value) {
    this.steps = List.copyOf(steps);
    this.wantsSame = wantsSame;
    this.value = value;
  }

  /// Reads `PATH=VALUE` or `PATH!=VALUE`; empty if it is not one.
  public static Optional<PathFilter> parse(String words) {
    var braces = BRACES.matcher(words);
    var text = braces.matches() ? braces.group("path") + braces.group("rest") : words;
    var steps = new ArrayList<String>();
    var at = STEP.matcher(text);
    var end = 0;
    while (at.region(end, text.length()).lookingAt()) {
      steps.add(step(at));
      end = at.end();
    }
    var relation = RELATION.matcher(text).region(end, text.length());
    if (steps.isEmpty() || !relation.lookingAt()) {
      return Optional.empty();
    }
    return Optional.of(
        new PathFilter(steps, relation.group("not") == null, text.substring(relation.end())));
  }

  private static String step(Matcher at) {
    if (at.group("name") != null) {
      return at.group("name").replaceAll("\\\\(.)", "$1");
    }
    return Stream.of("single", "double", "index")
        .map(at::group)
        .filter(group -> group != null)
        .findFirst()
        .orElse("");
  }

  /// Whether the object meets the condition.
  public boolean accepts(Map<?, ?> object) {
    return isAnySame(object, 0) == wantsSame;
  }

  private boolean isAnySame(@Nullable Object node, int step) {
    if (step == steps.size()) {
      return isSame(node);
    }
    var name = steps.get(step);
    return switch (node) {
      case Map<?, ?> map -> isAnySame(map.get(name), step + 1);
      case List<?> list when name.equals("*") ->
          list.stream().anyMatch(element -> isAnySame(element, step + 1));
      case List<?> list when isIndex(name, list.size()) ->
          isAnySame(list.get(Integer.parseInt(name)), step + 1);
      case null, default -> isSame(null);
    };
  }

  private static boolean isIndex(String name, int size) {
    return name.matches("\\d{1,9}") && Integer.parseInt(name) < size;
  }

  private boolean isSame(@Nullable Object node) {
    return switch (node) {
      case null -> value.isEmpty();
      case BigDecimal number -> value.equals(number.toPlainString());
      case Map<?, ?> _, List<?> _ -> false;
      default -> value.equals(node.toString());
    };
  }
}

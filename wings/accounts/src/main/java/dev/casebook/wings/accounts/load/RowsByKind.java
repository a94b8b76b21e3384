package dev.casebook.wings.accounts.load;

import dev.casebook.hosts.SshTarget;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Place;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// All rows of all files by kind and name, before any is understood: a row may name one that is
/// written later.
final class RowsByKind {

  private static final String SCHEME = "ssh://";

  /// Kinds of one row, which has no name.
  private static final Set<Kind> ALONE = EnumSet.of(Kind.PASSWORD, Kind.DIRECTORY, Kind.PORTAL);

  /// @param file where it is written
  record Raw(String name, String file, Place place, Node value) {}

  private final Map<Kind, SequencedMap<String, Raw>> rows = new EnumMap<>(Kind.class);
  private final List<Raw> gate = new ArrayList<>();
  private final Set<Kind> seen = EnumSet.noneOf(Kind.class);
  private final Problems problems;

  RowsByKind(Problems problems) {
    this.problems = problems;
  }

  /// @param key where the kind is named
  void add(Kind kind, String file, Node key, Node value) {
    seen.add(kind);
    switch (value) {
      case SequenceNode sequence when kind == Kind.GATE_ENTRY -> {
        for (var element : sequence.getValue()) {
          gate.add(new Raw("", file, Yaml.place(file, element), element));
        }
      }
      case MappingNode mapping when ALONE.contains(kind) ->
          put(kind, new Raw("default", file, Yaml.place(file, key), mapping));
      case MappingNode mapping when kind != Kind.GATE_ENTRY -> {
        for (var tuple : mapping.getValue()) {
          named(kind, file, tuple.getKeyNode(), tuple.getValueNode());
        }
      }
      case ScalarNode scalar when scalar.getValue().isEmpty() -> {
        // a kind without rows
      }
      default ->
          problems.add(
              Yaml.place(file, value),
              kind == Kind.GATE_ENTRY
                  ? "gate is a list of entries"
                  : kind.key() + " is not a mapping from names to rows");
    }
  }

  private void named(Kind kind, String file, Node key, Node value) {
    var place = Yaml.place(file, key);
    var name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
    if (!form(kind).matcher(name).matches()) {
      problems.add(place, "no name for a %s: %s".formatted(kind.title(), name));
      return;
    }
    for (var one : kind == Kind.HOST ? expanded(name, place) : List.of(name)) {
      put(kind, new Raw(one, file, place, value));
    }
  }

  private List<String> expanded(String name, Place place) {
    try {
      return SshTarget.expanded(SCHEME + name).stream()
          .map(one -> one.substring(SCHEME.length()))
          .toList();
    } catch (IllegalArgumentException e) {
      problems.add(place, String.valueOf(e.getMessage()).replace(SCHEME, ""));
      return List.of();
    }
  }

  private static Pattern form(Kind kind) {
    return switch (kind) {
      case PERSON, SERVICE_ACCOUNT, GROUP, NODE -> Names.ACCOUNT;
      case HOST -> Names.HOST;
      default -> Names.RULE;
    };
  }

  private void put(Kind kind, Raw raw) {
    var known = rows.computeIfAbsent(kind, _ -> new LinkedHashMap<>()).putIfAbsent(raw.name(), raw);
    if (known != null) {
      problems.add(kind, raw.name(), raw.place(), "is there already, in " + known.place());
    }
  }

  /// Whether a file names the kind, be it without rows.
  boolean has(Kind kind) {
    return seen.contains(kind);
  }

  SequencedMap<String, Raw> of(Kind kind) {
    return rows.getOrDefault(kind, new LinkedHashMap<>());
  }

  List<Raw> gate() {
    return gate;
  }
}

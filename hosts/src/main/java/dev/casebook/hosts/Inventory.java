package dev.casebook.hosts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A file that lists hosts: one a line, or an Ansible inventory in its INI or its YAML form
/// (Ansible documentation, "How to build your inventory"). Of a host's variables `ansible_host`,
/// `ansible_user` and `ansible_port` are read; groups only hold hosts together.
public final class Inventory {

  private static final Pattern SECTION = Pattern.compile("\\[[^\\]]+\\]");

  /// `[01:50]`, which is `[01-50]` elsewhere.
  private static final Pattern RANGE = Pattern.compile("\\[([0-9a-z]+):([0-9a-z]+)\\]");

  /// More is no list of hosts.
  private static final int HOSTS_MAX = 10_000;

  private final Set<String> names = new LinkedHashSet<>();

  private Inventory() {}

  /// The hosts as `ssh://` names, each once, in the order of the file.
  ///
  /// @throws IllegalArgumentException if a line can't be read, with its number or what is wrong
  public static List<String> read(String text) {
    var inventory = new Inventory();
    if (looksLikeYaml(text)) {
      inventory.readYaml(text);
    } else {
      inventory.readLines(text);
    }
    return List.copyOf(inventory.names);
  }

  private static boolean looksLikeYaml(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .findFirst()
        .map(line -> line.equals("---") || line.matches("[A-Za-z0-9_.-]+:(\\s.*)?"))
        .orElse(false);
  }

  private void readLines(String text) {
    var section = "";
    int number = 0;
    for (var raw : text.lines().toList()) {
      number++;
      var line = raw.replaceFirst("(^|\\s)[#;].*", "").strip();
      if (SECTION.matcher(line).matches()) {
        section = line;
      } else if (!line.isEmpty()
          && !section.endsWith(":vars]")
          && !section.endsWith(":children]")) {
        try {
          add(line);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private void add(String line) {
    var words = line.split("\\s+");
    var host = Optional.<String>empty();
    var user = Optional.<String>empty();
    var port = Optional.<String>empty();
    for (int i = 1; i < words.length; i++) {
      int equal = words[i].indexOf('=');
      var value = words[i].substring(equal + 1).replaceAll("^[\"']|[\"']$", "");
      switch (words[i].substring(0, Math.max(0, equal))) {
        case "ansible_host", "ansible_ssh_host" -> host = Optional.of(value);
        case "ansible_user", "ansible_ssh_user" -> user = Optional.of(value);
        case "ansible_port", "ansible_ssh_port" -> port = Optional.of(value);
        default -> {
          // Variables of the user's own plays.
        }
      }
    }
    add(words[0], host, user, port);
  }

  private void add(
      String name, Optional<String> host, Optional<String> user, Optional<String> port) {
    var bare = name.startsWith("ssh://") ? name.substring("ssh://".length()) : name;
    var range = RANGE.matcher(host.orElse(bare)).replaceAll("[$1-$2]");
    var target =
        "ssh://"
            + user.map(one -> one + "@").orElse("")
            + (range.matches("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*")
                ? "[" + range + "]"
                : range)
            + port.map(one -> ":" + one).orElse("");
    for (var one : SshTarget.expanded(target)) {
      if (SshTarget.of(one).isEmpty()) {
        throw new IllegalArgumentException(name + " is not [user@]host[:port]");
      }
      names.add(one);
    }
    if (names.size() > HOSTS_MAX) {
      throw new IllegalArgumentException("more than 10,000 hosts");
    }
  }

  private void readYaml(String text) {
    Object root;
    try {
      root = new Load(LoadSettings.builder().build()).loadFromString(text);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException("is not YAML: " + e.getMessage(), e);
    }
    if (root instanceof Map<?, ?> groups) {
      groups.values().forEach(this::readGroup);
    }
  }

  private void readGroup(Object group) {
    if (!(group instanceof Map<?, ?> parts)) {
      return;
    }
    if (parts.get("hosts") instanceof Map<?, ?> hosts) {
      hosts.forEach((name, variables) -> {
        var all = variables instanceof Map<?, ?> map ? map : Map.of();
        add(
            String.valueOf(name),
            variable(all, "ansible_host"),
            variable(all, "ansible_user"),
            variable(all, "ansible_port"));
      });
    }
    if (parts.get("children") instanceof Map<?, ?> children) {
      new ArrayList<>(children.values()).forEach(this::readGroup);
    }
  }

  private static Optional<String> variable(Map<?, ?> variables, String name) {
    return Optional.ofNullable(variables.get(name)).map(String::valueOf);
  }
}

package dev.casebook.wings.accounts.model;

import java.util.Arrays;
import java.util.Optional;

/// Kinds of rows, by the key that they stand under in a file.
public enum Kind {
  PERSON("people", "person"),
  SERVICE_ACCOUNT("service_accounts", "service account"),
  GROUP("groups", "group"),
  HOST("hosts", "host"),
  HOST_GROUP("host_groups", "host group"),
  SERVICE("services", "service"),
  NETWORK("networks", "network"),
  GATE_ENTRY("gate", "gate entry"),
  GATE_RULE("gate_rules", "gate rule"),
  ACCESS("access", "access rule"),
  COMMAND_GROUP("command_groups", "command group"),
  SUDO("sudo", "sudo rule"),
  DATABASE("databases", "database"),
  GRANT("grants", "grant"),
  TOKEN("tokens", "token policy"),
  RADIUS_CLIENT("radius_clients", "radius client"),
  DIRECTORY("directory", "directory"),
  NODE("nodes", "node"),
  PORTAL("portal", "portal"),
  PASSWORD("passwords", "password policy"),
  TARGET("targets", "target"),
  UID("uids", "uid");

  private final String key;
  private final String title;

  Kind(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /// The key of a file.
  public String key() {
    return key;
  }

  /// What one row is called.
  public String title() {
    return title;
  }

  public static Optional<Kind> of(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }
}

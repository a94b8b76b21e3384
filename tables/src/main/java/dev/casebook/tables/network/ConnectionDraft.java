package dev.casebook.tables.network;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.tables.Digits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A tracked connection while its fields are read: two tuples and what belongs to both.
///
/// Fields go by the names that `/proc/net/nf_conntrack` has for them.
final class ConnectionDraft {

  @Nullable String protocol;
  @Nullable Integer protocolNumber;
  @Nullable Long timeout;
  @Nullable String state;
  boolean assured;
  boolean unreplied;
  boolean offloaded;
  private final Map<String, String> first = new HashMap<>();
  private final Map<String, String> reply = new HashMap<>();
  private final Map<String, String> both = new HashMap<>();

  /// Whether a field such as `sport` is one of a tuple.
  static boolean isOfTuple(String name) {
    return switch (name) {
      case "src", "dst", "sport", "dport", "type", "code", "packets", "bytes" -> true;
      default -> false;
    };
  }

  /// @param isReply whether it is of the second tuple
  void putTuple(boolean isReply, String name, String value) {
    (isReply ? reply : first).put(name, value);
  }

  void put(String name, String value) {
    both.put(name, value);
  }

  /// Whether the first tuple has its source, so that the next one begins the second.
  boolean has(boolean isReply, String name) {
    return (isReply ? reply : first).containsKey(name);
  }

  /// Empty without a protocol and both addresses.
  ///
  /// @param namespace null for the host's own
  Optional<Connection> done(@Nullable String namespace) {
    var src = IpAddress.of(first.getOrDefault("src", ""));
    var dst = IpAddress.of(first.getOrDefault("dst", ""));
    if (protocol == null || src.isEmpty() || dst.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Connection(
            src.get().family(),
            protocol,
            protocolNumber,
            timeout,
            state,
            src.get().text(),
            dst.get().text(),
            small(first, "sport"),
            small(first, "dport"),
            small(first, "type"),
            small(first, "code"),
            small(first, "id"),
            number(first, "packets"),
            number(first, "bytes"),
            IpAddress.canonical(reply.getOrDefault("src", "")),
            IpAddress.canonical(reply.getOrDefault("dst", "")),
            small(reply, "sport"),
            small(reply, "dport"),
            small(reply, "type"),
            small(reply, "code"),
            small(reply, "id"),
            number(reply, "packets"),
            number(reply, "bytes"),
            assured,
            unreplied,
            offloaded,
            number(both, "mark"),
            small(both, "zone"),
            number(both, "use"),
            number(both, "id"),
            namespace));
  }

  private static @Nullable Long number(Map<String, String> fields, String name) {
    return Digits.decimal(fields.getOrDefault(name, ""));
  }

  private static @Nullable Integer small(Map<String, String> fields, String name) {
    return Digits.small(fields.getOrDefault(name, ""));
  }
}

package dev.casebook.redaction;

import dev.casebook.formats.network.IpNetwork;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The blocks that all addresses lie in and that no plan moves, since what an address may be used
/// for is known by them (RFC 6890).
final class Roots {

  /// @param target where the addresses in it go; null where nothing in it is a secret
  private record Root(Network.Prefix block, Network.@Nullable Prefix target) {}

  private static final Network.Prefix PRIVATE = prefix("10.0.0.0/8");

  /// 3fff::/20 has room for networks of this length.
  private static final int DOCUMENTED_MIN = 28;

  private static final Map<Network.Prefix, Root> ALL =
      Stream.of(
              root("0.0.0.0/0", "240.0.0.0/4"),
              root("10.0.0.0/8", "10.0.0.0/8"),
              root("172.16.0.0/12", "172.16.0.0/12"),
              root("192.168.0.0/16", "192.168.0.0/16"),
              root("100.64.0.0/10", "100.64.0.0/10"),
              root("2000::/3", "3fff::/20"),
              root("fd00::/8", "fd00::/8"),
              root("fc00::/8", "fc00::/8"),
              root("fe80::/64", "fe80::/64"),
              // "this network", loopback, link-local, multicast with what is reserved and netmasks
              plain("0.0.0.0/8"),
              plain("127.0.0.0/8"),
              plain("169.254.0.0/16"),
              plain("224.0.0.0/3"),
              plain("::/0"))
          .collect(Collectors.toUnmodifiableMap(Root::block, Function.identity()));

  private Roots() {}

  private static Network.Prefix prefix(String text) {
    var network = IpNetwork.of(text).orElseThrow();
    return new Network.Prefix(Point.of(network.address()), Point.length(network));
  }

  private static Root root(String block, String target) {
    return new Root(prefix(block), prefix(target));
  }

  private static Root plain(String block) {
    return new Root(prefix(block), null);
  }

  /// New ones, for a plan.
  static List<Network> fresh() {
    return ALL.values().stream()
        .map(root -> {
          var network = new Network(root.block.bits(), root.block.length());
          network.plain = root.target == null;
          return network;
        })
        .toList();
  }

  static boolean isRoot(Network network) {
    return ALL.containsKey(network.prefix());
  }

  /// Whether it is the first address of a block, which is written where the block is meant.
  static boolean isRootsOwn(Point point) {
    return ALL.keySet().stream().anyMatch(block -> block.bits().equals(point));
  }

  /// Where what lies directly in a network may go, best first.
  ///
  /// @param length of what is to go there
  static List<Network.Prefix> targets(Network around, int length) {
    var root = ALL.get(around.prefix());
    if (root == null || root.target == null) {
      return List.of(new Network.Prefix(around.image, around.length));
    }
    if (root.target.length() >= length || (around.length == 3 && length < DOCUMENTED_MIN)) {
      return List.of(root.block);
    }
    boolean isSmall = around.bits.isV4() && (around.length == 96 + 12 || around.length == 96 + 16);
    return isSmall ? List.of(root.target, PRIVATE) : List.of(root.target);
  }

  /// Whether an address stays as it is, whoever has it.
  static boolean isPlain(Point point) {
    if (!point.isV4()) {
      return point.high() == 0;
    }
    int first = point.v4() >>> 24;
    return first == 0
        || first == 127
        || first >= 224
        || point.v4() >>> 16 == 0xa9fe
        || isMask(point.v4());
  }

  static boolean isNoVersion(Point point) {
    return isPrivate(point) && point.v4() >>> 24 != 10;
  }

  static boolean isPrivate(Point point) {
    if (!point.isV4()) {
      return false;
    }
    int address = point.v4();
    return address >>> 24 == 10 || address >>> 20 == 0xac1 || address >>> 16 == 0xc0a8;
  }

  /// Whether people would take it for a netmask or for a broadcast to all.
  static boolean isNoHost(int address) {
    return address >>> 24 == 0xff || isMask(address);
  }

  /// Whether all ones of a number stand before its zeros.
  static boolean isMask(int address) {
    return address != 0 && (~address & (~address + 1)) == 0;
  }
}

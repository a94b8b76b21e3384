package dev.casebook.redaction;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A network that is known to exist, and where it goes.
final class Network {

  /// A prefix with its length.
  record Prefix(Point bits, int length) {}

  final Point bits;
  final int length;

  /// The smallest one that holds it; null of a root.
  @Nullable Network parent;

  /// Where it goes: a prefix of the same length.
  Point image;

  /// Whether nobody is known to have an address where it goes.
  boolean clear;

  /// Whether hosts keep their place in it, since a range of it is written somewhere.
  boolean keepsHosts;

  /// Whether nothing in it is a secret: loopback, multicast, netmasks.
  boolean plain;

  /// Where the networks go that lie in it.
  final Set<Prefix> children = new HashSet<>();

  /// How long their prefixes are.
  final Set<Integer> childLengths = new HashSet<>();

  Network(Point bits, int length) {
    this.bits = bits;
    this.length = length;
    this.image = bits;
  }

  Prefix prefix() {
    return new Prefix(bits, length);
  }

  void take(Network child) {
    children.add(new Prefix(child.image, child.length));
    childLengths.add(child.length);
  }

  /// Whether a network in it has been put where this one would go.
  boolean isTaken(Point point, int pointLength) {
    for (int shorter : childLengths) {
      if (shorter <= pointLength && children.contains(new Prefix(point.prefix(shorter), shorter))) {
        return true;
      }
    }
    return false;
  }
}

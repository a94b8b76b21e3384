package dev.casebook.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// Which address becomes which. Every network that is known goes to another of its length inside
/// the one around it, and every address to another one in the image of the smallest network that is
/// known to hold it, so that who lies in which network stays what it is. No address becomes one
/// that anybody has in the evidence, and none of a network's own two.
///
/// Private ones stay private, in the same block while there is room. Public ones go to 240.0.0.0/4
/// and 3fff::/20 (RFC 9637), which nobody has, so that no token names a stranger.
final class AddressPlan {

  /// Two million of each family: 32 MB for IPv4. A router's table of flows has as many at most.
  static final int ADDRESSES_MAX = 2_000_000;

  /// A table of routes of the whole Internet has a million; a host's hundreds.
  private static final int NETWORKS_MAX = 200_000;

  private static final int ATTEMPTS = 200;

  /// Addresses tried in order once chance finds no free one.
  private static final int STEPS_MAX = 1 << 17;

  private final Key key;
  private final Map<Network.Prefix, Network> networks = new HashMap<>();
  private final V4Map seenV4 = new V4Map();
  private final TreeSet<Point> seenV6 = new TreeSet<>();
  private final V4Map images = new V4Map();
  private final V4Map usedV4 = new V4Map();
  private final Map<Point, Point> imagesV6 = new HashMap<>();
  private final Map<Point, Point> usedV6 = new HashMap<>();
  private final MacPlan macs;
  private int[] sortedV4 = new int[0];
  private int[] lengths = new int[0];

  AddressPlan(Key key, MacPlan macs) {
    this.key = key;
    this.macs = macs;
    Roots.fresh().forEach(root -> networks.put(root.prefix(), root));
  }

  /// More is known than can be kept apart.
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;

    Full(String message) {
      super(message);
    }
  }

  /// A network that is written somewhere. Longer than a host's own prefix and shorter than what a
  /// provider gets are none.
  void know(Point address, int length) {
    int shortest = address.isV4() ? 96 + 8 : 16;
    if (length >= 128 || length < shortest || networks.size() >= NETWORKS_MAX) {
      see(address);
      return;
    }
    see(address);
    var bits = address.prefix(length);
    networks.computeIfAbsent(
        new Network.Prefix(bits, length), prefix -> new Network(prefix.bits(), prefix.length()));
  }

  /// An address that stands somewhere.
  void see(Point address) {
    if (Roots.isPlain(address)) {
      return;
    }
    if (address.isV4()) {
      seenV4.put(address.v4(), 1);
    } else {
      seenV6.add(address);
    }
    if (seenV4.size() > ADDRESSES_MAX || seenV6.size() > ADDRESSES_MAX) {
      throw new Full("more than " + ADDRESSES_MAX + " different addresses");
    }
  }

  /// A range that is written as its two ends: hosts keep their places in the network around it.
  void range(Point first, Point last) {
    int length = 128;
    while (!first.prefix(length).equals(last.prefix(length))) {
      length--;
    }
    know(first, Math.min(length, 127));
    see(last);
    var around = networks.get(new Network.Prefix(first.prefix(length), length));
    if (around != null) {
      around.keepsHosts = true;
    }
  }

  boolean isSeen(Point address) {
    return address.isV4() ? seenV4.contains(address.v4()) : seenV6.contains(address);
  }

  /// Decides where the networks go; what is seen and known later has to lie in these.
  void seal() {
    sortedV4 = seenV4.sortedKeys();
    for (int address : sortedV4) {
      knowByZeros(address);
    }
    sortLengths();
    for (var address : List.copyOf(seenV6)) {
      var around = smallest(address);
      if (!around.plain && around.length < 64) {
        // The network that every host has; RFC 4291, section 2.5.4.
        know(address, 64);
      }
    }
    sortLengths();
    var all = new ArrayList<>(networks.values());
    all.sort(Comparator.<Network>comparingInt(net -> net.length).thenComparing(net -> net.bits));
    all.stream().filter(net -> net.parent == null && !Roots.isRoot(net)).forEach(this::place);
  }

  /// `10.9.0.0` alone is a network of whom nobody says how large it is, and `10.9.0.255` its end.
  private void knowByZeros(int address) {
    int octet = address & 0xff;
    if (octet == 0 || octet == 0xff) {
      sortLengths();
      var point = Point.v4(address);
      var around = smallest(point);
      boolean isEnd = point.equals(around.bits) || point.equals(around.bits.last(around.length));
      if (!around.plain && !isEnd && around.length <= 96 + 24) {
        know(point, (address & 0xffff) == 0 ? 96 + 16 : 96 + 24);
      }
    }
  }

  private void sortLengths() {
    lengths =
        networks.keySet().stream()
            .mapToInt(prefix -> -prefix.length())
            .distinct()
            .sorted()
            .map(length -> -length)
            .toArray();
  }

  private Network smallest(Point point) {
    return smallest(point, 129);
  }

  private Network smallest(Point point, int shorterThan) {
    for (int length : lengths) {
      if (length < shorterThan) {
        var found = networks.get(new Network.Prefix(point.prefix(length), length));
        if (found != null) {
          return found;
        }
      }
    }
    throw new IllegalStateException("the root holds every address");
  }

  private void place(Network network) {
    var parent = smallest(network.bits, network.length);
    network.parent = parent;
    network.plain = parent.plain;
    network.keepsHosts |= parent.keepsHosts;
    if (parent.plain) {
      return;
    }
    boolean isAtEnd =
        !Roots.isRoot(parent) && (isFirst(network, parent) || isLast(network, parent));
    if (isAtEnd || (parent.keepsHosts && parent.clear)) {
      // Its first or last address is that of the network around it, too.
      network.image = parent.image.with(parent.length, network.bits);
      network.clear = parent.clear;
      parent.take(network);
    } else {
      choose(network, parent, Roots.targets(parent, network.length));
    }
  }

  private static boolean isFirst(Network network, Network parent) {
    return network.bits.equals(parent.bits);
  }

  private static boolean isLast(Network network, Network parent) {
    return network.bits.last(network.length).equals(parent.bits.last(parent.length));
  }

  private void choose(Network network, Network parent, List<Network.Prefix> targets) {
    for (var target : targets) {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        var random = random("network", network.bits, network.length * ATTEMPTS + attempt);
        var image = target.bits().with(target.length(), random).prefix(network.length);
        var room = networks.getOrDefault(target, parent);
        boolean isAtEnd =
            !Roots.isRoot(parent)
                && (image.equals(parent.image)
                    || image.last(network.length).equals(parent.image.last(parent.length)));
        if (!isAtEnd
            && !room.isTaken(image, network.length)
            && (parent.clear || isFree(image, network.length))) {
          network.image = image;
          network.clear = true;
          room.take(network);
          return;
        }
      }
    }
    // It is so large, or all around it so full, that only its hosts can move.
    network.clear = false;
    parent.take(network);
  }

  private Point random(String purpose, Point of, int attempt) {
    return new Point(
        key.bits(purpose, of.high(), of.low(), attempt),
        key.bits(purpose, of.low(), of.high(), ~attempt));
  }

  /// Whether nobody is known to have an address there, and no network lies there or around it that
  /// does not hold the whole of the block.
  private boolean isFree(Point image, int length) {
    var last = image.last(length);
    if (image.isV4()) {
      return !Roots.isNoHost(image.v4()) && !isAnySeen(image.v4(), last.v4()) && isUnknown(image);
    }
    var next = seenV6.ceiling(image);
    return (next == null || next.compareTo(last) > 0) && isUnknown(image);
  }

  private boolean isAnySeen(int first, int last) {
    int low = 0;
    int high = sortedV4.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Integer.compareUnsigned(sortedV4[middle], first) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < sortedV4.length && Integer.compareUnsigned(sortedV4[low], last) <= 0;
  }

  /// Networks are seen by their own address too, so only those around it are left to ask for.
  private boolean isUnknown(Point image) {
    var around = smallest(image);
    return Roots.isRoot(around) || !around.clear;
  }

  /// What becomes of an address.
  Point image(Point address) {
    if (address.isV4()) {
      int known = images.at(address.v4());
      if (known == 0) {
        known = make(address).v4();
        images.put(address.v4(), known);
        usedV4.put(known, 1);
      }
      return Point.v4(known);
    }
    var known = imagesV6.get(address);
    if (known == null) {
      known = make(address);
      imagesV6.put(address, known);
      usedV6.put(known, address);
    }
    return known;
  }

  /// What becomes of a network's prefix.
  Point image(Point address, int length) {
    // Its own address becomes that of its image, whatever lies at its beginning.
    return image(address.prefix(length)).prefix(length);
  }

  private Point make(Point address) {
    var network = smallest(address);
    if (network.plain || Roots.isPlain(address)) {
      return isSolicited(address)
          ? address.prefix(104).with(104, random("solicited", address, 0))
          : address;
    }
    int length = network.length;
    boolean isRoot = Roots.isRoot(network);
    if (isRoot && address.equals(network.bits)) {
      return address;
    }
    if (!isRoot && length < 127) {
      if (address.equals(network.bits)) {
        return network.image;
      }
      if (address.isV4() && address.equals(network.bits.last(length))) {
        return network.image.last(length);
      }
    }
    if ((network.keepsHosts || length >= 127) && network.clear) {
      return network.image.with(length, address);
    }
    return host(address, network);
  }

  /// A group whose last bits are those of an address (RFC 4291, section 2.7.1).
  private static boolean isSolicited(Point address) {
    return address.high() == 0xff02L << 48 && address.low() >>> 24 == 0x1_ffL;
  }

  private Point host(Point address, Network network) {
    var target = Roots.targets(network, 128).getFirst();
    if (network.length == 64 && MacPlan.isEui(address.low())) {
      var eui = new Point(target.bits().high(), macs.eui(address.low()));
      if (isUsable(eui, network, target)) {
        return eui;
      }
    }
    var candidate = address;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      candidate = target.bits().with(target.length(), random("host", address, attempt));
      if (isUsable(candidate, network, target)) {
        return candidate;
      }
    }
    for (int step = 0; step < STEPS_MAX; step++) {
      candidate = target.bits().with(target.length(), candidate.next());
      if (isUsable(candidate, network, target)) {
        return candidate;
      }
    }
    throw new Full(
        "no address is left for the hosts of a network of "
            + (network.bits.isV4() ? "IPv4" : "IPv6"));
  }

  private boolean isUsable(Point candidate, Network network, Network.Prefix target) {
    int length = target.length();
    boolean isRoot = Roots.isRoot(network);
    if (candidate.equals(target.bits()) || network.isTaken(candidate, 128)) {
      return false;
    }
    if (candidate.isV4()) {
      int octet = candidate.v4() & 0xff;
      if (Roots.isNoHost(candidate.v4())) {
        return false;
      }
      boolean isEnd =
          candidate.equals(target.bits().last(length)) || (isRoot && (octet == 0 || octet == 0xff));
      return !isEnd
          && !usedV4.contains(candidate.v4())
          && (network.clear || !seenV4.contains(candidate.v4()));
    }
    return !usedV6.containsKey(candidate) && (network.clear || !seenV6.contains(candidate));
  }

  /// Calls for every address that was replaced by another.
  void each(BiConsumer<Point, Point> pair) {
    for (int address : images.sortedKeys()) {
      if (images.at(address) != address) {
        pair.accept(Point.v4(address), Point.v4(images.at(address)));
      }
    }
    imagesV6.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(entry.getValue()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> pair.accept(entry.getKey(), entry.getValue()));
  }
}

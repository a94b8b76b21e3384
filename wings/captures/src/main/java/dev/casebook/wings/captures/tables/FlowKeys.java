package dev.casebook.wings.captures.tables;

import dev.casebook.wings.captures.dissect.Dissection;
import org.jspecify.annotations.Nullable;

/// The flows of a capture by their addresses, ports, protocol and tunnel, the same for both
/// directions. An open hash table of longs: a look-up allocates nothing.
///
/// @param <F> what is kept of a flow
final class FlowKeys<F> {

  /// Longs of a key: two addresses of 128 bits, ports with protocol and version, the tunnel.
  private static final int WORDS = 6;

  private long[] words = new long[WORDS << 10];

  /// The flow at each place.
  private @Nullable Object[] flows = new Object[1 << 10];

  private int mask = flows.length - 1;
  private int used;
  private int place;
  private boolean isForward;

  private long low0;
  private long low1;
  private long high0;
  private long high1;
  private long ends;
  private long within;

  /// Looks for the flow of the packet in hand.
  ///
  /// @return null if it is new; then [#put] takes it
  // Nothing but [#put] fills the places.
  @SuppressWarnings("unchecked")
  @Nullable F find(Dissection says) {
    read(says);
    place = hash() & mask;
    for (var flow = flows[place]; flow != null; flow = flows[place]) {
      if (isHere()) {
        return (F) flow;
      }
      place = place + 1 & mask;
    }
    return null;
  }

  /// Whether the packet of the last look-up goes from the smaller end to the greater.
  boolean isForward() {
    return isForward;
  }

  /// Keeps the flow of the last look-up, in the place of the one that may be there.
  void put(F flow) {
    boolean isNew = flows[place] == null;
    flows[place] = flow;
    int at = place * WORDS;
    words[at] = low0;
    words[at + 1] = low1;
    words[at + 2] = high0;
    words[at + 3] = high1;
    words[at + 4] = ends;
    words[at + 5] = within;
    if (isNew && ++used > flows.length / 2) {
      grow();
    }
  }

  private void read(Dissection says) {
    long source0 = 0;
    long destination0 = 0;
    long source1;
    long destination1;
    if (says.ipVersion == 4) {
      source1 = says.i32(says.sourceAt) & 0xFFFF_FFFFL;
      destination1 = says.i32(says.destinationAt) & 0xFFFF_FFFFL;
    } else {
      source0 = i64(says, says.sourceAt);
      source1 = i64(says, says.sourceAt + 8);
      destination0 = i64(says, says.destinationAt);
      destination1 = i64(says, says.destinationAt + 8);
    }
    int sourcePort = Math.max(0, says.sourcePort);
    int destinationPort = Math.max(0, says.destinationPort);
    isForward =
        isSmaller(source0, source1, sourcePort, destination0, destination1, destinationPort);
    low0 = isForward ? source0 : destination0;
    low1 = isForward ? source1 : destination1;
    high0 = isForward ? destination0 : source0;
    high1 = isForward ? destination1 : source1;
    long lowPort = isForward ? sourcePort : destinationPort;
    long highPort = isForward ? destinationPort : sourcePort;
    ends = lowPort << 48 | highPort << 32 | (long) says.protocol << 8 | says.ipVersion;
    within =
        says.tunnel == null ? 0 : (long) says.tunnel.word().hashCode() << 40 | (says.tunnelId + 1);
  }

  private static boolean isSmaller(
      long source0,
      long source1,
      int sourcePort,
      long destination0,
      long destination1,
      int destinationPort) {
    int order = Long.compareUnsigned(source0, destination0);
    if (order == 0) {
      order = Long.compareUnsigned(source1, destination1);
    }
    return order == 0 ? sourcePort <= destinationPort : order < 0;
  }

  private static long i64(Dissection says, int at) {
    return (long) says.i32(at) << 32 | (says.i32(at + 4) & 0xFFFF_FFFFL);
  }

  /// Both addresses of the sender's choice: mixed well, so that chosen ones don't fall together.
  private int hash() {
    long mixed = mix(low0 ^ SEED);
    mixed = mix(mixed ^ low1);
    mixed = mix(mixed ^ high0);
    mixed = mix(mixed ^ high1);
    mixed = mix(mixed ^ ends);
    mixed = mix(mixed ^ within);
    return (int) (mixed >>> 32);
  }

  private static final long SEED = 0x9E37_79B9_7F4A_7C15L;

  /// The finaliser of SplitMix64.
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }

  private boolean isHere() {
    int at = place * WORDS;
    return words[at + 4] == ends
        && words[at + 1] == low1
        && words[at + 3] == high1
        && words[at] == low0
        && words[at + 2] == high0
        && words[at + 5] == within;
  }

  private void grow() {
    long[] oldWords = words;
    var oldFlows = flows;
    words = new long[oldWords.length * 2];
    flows = new Object[oldFlows.length * 2];
    mask = flows.length - 1;
    for (int i = 0; i < oldFlows.length; i++) {
      var flow = oldFlows[i];
      if (flow != null) {
        move(oldWords, i * WORDS, flow);
      }
    }
  }

  private void move(long[] from, int at, Object flow) {
    low0 = from[at];
    low1 = from[at + 1];
    high0 = from[at + 2];
    high1 = from[at + 3];
    ends = from[at + 4];
    within = from[at + 5];
    int to = hash() & mask;
    while (flows[to] != null) {
      to = to + 1 & mask;
    }
    flows[to] = flow;
    System.arraycopy(from, at, words, to * WORDS, WORDS);
  }
}

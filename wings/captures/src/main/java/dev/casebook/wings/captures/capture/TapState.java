package dev.casebook.wings.captures.capture;

import dev.casebook.wings.captures.format.LinkType;
import dev.casebook.wings.captures.format.PcapngWriter.Described;
import dev.casebook.wings.captures.format.PcapngWriter.Statistics;

/// One place of a run: how far it has come, and what came of it. Written by the place's thread and
/// by the one that writes packets.
final class TapState {

  private static final long NANOS = 1_000_000_000L;

  final int number;
  final Tap tap;
  final Wishes wishes;

  private volatile int linkType = -1;
  private volatile boolean listening;
  private volatile boolean ended;
  private volatile String trouble = "";
  private volatile String filter = "";

  /// Its number in the capture; -1 until it is described there.
  private int on = -1;

  private long packets;
  private long bytes;

  /// By how much its clock is ahead of ours at least, as each packet tells: it can't have come
  /// before it was captured.
  private long aheadNanos = Long.MIN_VALUE;

  TapState(int number, Tap tap, Wishes wishes) {
    this.number = number;
    this.tap = tap;
    this.wishes = wishes;
  }

  void filter(String used) {
    filter = used;
  }

  void begins(int type) {
    linkType = type;
  }

  void listens() {
    listening = true;
  }

  void ended(String why) {
    trouble = why;
    ended = true;
  }

  boolean isListening() {
    return listening && !ended;
  }

  boolean hasListened() {
    return listening;
  }

  /// Whether it captures, or never will.
  boolean isSettled() {
    return listening || ended;
  }

  boolean hasEnded() {
    return ended;
  }

  String trouble() {
    return trouble;
  }

  boolean isToBeDescribed() {
    return on < 0 && linkType >= 0;
  }

  Described described() {
    var host = tap.host();
    var place = tap.place();
    var name = place.origin() instanceof Place.Origin.Here ? host.name() : place.origin().name();
    return new Described(
        linkType,
        wishes.snapLength(),
        (name.isEmpty() ? "here" : name) + ":" + place.onInterface(),
        "%s of %s, %s"
            .formatted(
                place.onInterface(),
                host.name().isEmpty() ? place.origin().name() : host.name(),
                LinkType.name(linkType)),
        filter,
        host.system());
  }

  void describedAs(int interfaceNumber) {
    on = interfaceNumber;
  }

  int on() {
    return on;
  }

  /// @param nowNanos since 1970, by this host's clock
  void count(CapturedPacket packet, long nowNanos) {
    packets++;
    bytes += packet.data().length;
    aheadNanos = Math.max(aheadNanos, packet.timeNanos() - nowNanos);
  }

  long packets() {
    return packets;
  }

  Statistics statistics() {
    var counts = tap.counts();
    return new Statistics(
        counts.received(), counts.droppedByInterface(), counts.droppedByKernel(), packets);
  }

  Outcome.OfPlace outcome() {
    return new Outcome.OfPlace(
        tap.place(),
        packets,
        bytes,
        tap.counts(),
        aheadNanos == Long.MIN_VALUE ? 0 : Math.floorDiv(aheadNanos + NANOS / 2, NANOS),
        listening,
        trouble);
  }
}

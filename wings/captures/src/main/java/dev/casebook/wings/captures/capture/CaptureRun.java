package dev.casebook.wings.captures.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Captures at several places at once, and writes what comes in order of time.
///
/// Each place has a thread of its own that reaches it; when all have been reached, or a few seconds
/// have gone by, they begin to capture, so that each leaves out the connections of all. One that
/// answers later begins later; one that does not answer is told at the end.
public final class CaptureRun {

  /// How long the quick wait for the slow before they begin.
  private static final long GRACE_SECONDS = 5;

  /// How long a packet waits for older ones of other places: tcpdump has them within a second, and
  /// then they are on their way.
  private static final long WINDOW_NANOS = 1_500_000_000L;

  /// Of packets that wait; a tenth of the heap that the command has.
  private static final long WAITING_BYTES_MAX = 32L << 20;

  private static final int BATCH = 4096;
  private static final long TICK_MILLIS = 100;
  private static final long BEAT_NANOS = 5_000_000_000L;
  private static final long COUNTING_NANOS = 1_000_000_000L;

  /// For what is on its way, and the counters, when a capture is ended.
  private static final long END_NANOS = 5_000_000_000L;

  /// Told how far it has come; by the thread that writes.
  public interface Watcher {

    /// All places capture, but for those that could not be reached.
    void capturing(List<Place> places);

    /// Where a place is lost, or can't be reached: once, at once.
    void trouble(String why);

    /// As soon as one place captures: before, ssh may ask for a password.
    void progress(long packets, long bytes, long dropped);
  }

  private final List<TapState> taps = new ArrayList<>();
  private final Wishes wishes;
  private final Stops stops;
  private final Recording recording;
  private final Watcher watcher;
  private final LongSupplier clock;
  private final Merge merge;
  private final CountDownLatch reached;
  private final Set<Connection> leftOut = new LinkedHashSet<>();
  private final AtomicReference<String> trigger = new AtomicReference<>("");
  private volatile String asked = "";

  private long packets;
  private long listeningSince;
  private long triggeredAt;
  private long beatAt;
  private boolean told;
  private final Set<Integer> lamented = new LinkedHashSet<>();

  /// @param clock nanoseconds since 1970
  public CaptureRun(
      List<Tap> places,
      Wishes wishes,
      Stops stops,
      Recording recording,
      Watcher watcher,
      LongSupplier clock) {
    for (var tap : places) {
      taps.add(new TapState(taps.size(), tap, wishes));
    }
    this.wishes = wishes;
    this.stops = stops;
    this.recording = recording;
    this.watcher = watcher;
    this.clock = clock;
    this.merge = new Merge(taps.size(), WINDOW_NANOS, WAITING_BYTES_MAX);
    this.reached = new CountDownLatch(taps.size());
  }

  /// Ends it in order; the first reason is told.
  public void stop(String why) {
    if (asked.isEmpty()) {
      asked = why;
    }
  }

  /// What was waited for has happened.
  public void triggeredBy(String what) {
    trigger.compareAndSet("", what);
  }

  /// Captures until something ends it.
  ///
  /// @throws IOException if packets can't be written
  public Outcome run() throws IOException, InterruptedException {
    try {
      taps.forEach(tap -> Thread.ofVirtual().start(() -> work(tap)));
      while (asked.isEmpty() && !haveAllEnded()) {
        step(TICK_MILLIS);
        check();
      }
      if (asked.isEmpty()) {
        asked = "no place captures any more";
      }
      wind();
      finish();
      return outcome();
    } finally {
      merge.close();
      taps.forEach(tap -> tap.tap.close());
    }
  }

  private boolean haveAllEnded() {
    return taps.stream().allMatch(TapState::hasEnded) && merge.isFinished();
  }

  /// Writes what is due.
  private void step(long waitMillis) throws IOException, InterruptedException {
    var due = new ArrayList<CapturedPacket>();
    merge.take(due, BATCH, waitMillis);
    if (told || !due.isEmpty()) {
      describe();
    }
    long now = clock.getAsLong();
    for (var packet : due) {
      if (stops.packets() > 0 && packets == stops.packets()) {
        break;
      }
      var tap = taps.get(packet.tap());
      recording.packet(tap.on(), packet.timeNanos(), packet.data(), packet.length());
      tap.count(packet, now);
      packets++;
    }
    if (due.size() < BATCH) {
      recording.flush();
    }
  }

  private void describe() throws IOException {
    for (var tap : taps) {
      if (tap.isToBeDescribed()) {
        tap.describedAs(recording.describe(tap.described()));
      }
    }
  }

  private void check() throws IOException {
    tell();
    long now = System.nanoTime();
    if (listeningSince == 0 && taps.stream().anyMatch(TapState::hasListened)) {
      listeningSince = now;
    }
    long dropped = taps.stream().mapToLong(tap -> tap.tap.counts().dropped()).sum();
    if (listeningSince != 0) {
      watcher.progress(packets, recording.written(), dropped);
    }
    beat(now);
    if (stops.drops() > 0 && dropped >= stops.drops()) {
      triggeredBy(dropped + " packets were dropped");
    }
    if (!trigger.get().isEmpty() && triggeredAt == 0) {
      triggeredAt = now;
    }
    if (stops.packets() > 0 && packets >= stops.packets()) {
      stop(packets + " packets came");
    } else if (stops.bytes() > 0 && recording.written() >= stops.bytes()) {
      stop("the capture has " + recording.written() + " bytes");
    } else if (triggeredAt != 0 && now - triggeredAt >= stops.keepNanos()) {
      stop(trigger.get());
    } else if (stops.durationNanos() > 0
        && listeningSince != 0
        && now - listeningSince >= stops.durationNanos()) {
      stop("its time is over");
    }
  }

  private void tell() {
    for (var tap : taps) {
      if (!tap.trouble().isEmpty() && lamented.add(tap.number)) {
        watcher.trouble(tap.trouble());
      }
    }
    if (!told && taps.stream().allMatch(TapState::isSettled)) {
      told = true;
      var capturing =
          taps.stream().filter(TapState::isListening).map(tap -> tap.tap.place()).toList();
      if (!capturing.isEmpty()) {
        watcher.capturing(capturing);
      }
    }
  }

  /// Each stands for a person who still wants the packets. Into a stream go the counts too: so a
  /// reader that has gone is noticed though no packets come.
  private void beat(long now) throws IOException {
    long period = stops.drops() > 0 ? COUNTING_NANOS : BEAT_NANOS;
    if (now - beatAt >= period) {
      beatAt = now;
      taps.forEach(tap -> tap.tap.beat(true));
      if (recording.isStream()) {
        count();
        recording.flush();
      }
    }
  }

  /// Takes what was captured until now.
  private void wind() throws IOException, InterruptedException {
    taps.forEach(tap -> tap.tap.stop());
    long until = System.nanoTime() + END_NANOS;
    while (!haveAllEnded() && System.nanoTime() < until) {
      step(TICK_MILLIS);
      if (stops.packets() > 0 && packets >= stops.packets()) {
        merge.close();
      }
    }
    for (var tap : taps) {
      if (!tap.hasEnded()) {
        tap.ended(
            tap.hasListened()
                ? tap.tap.place().label()
                    + ": did not end in time; what it counted last is not known"
                : tap.tap.place().label() + ": had not answered when the capture ended");
      }
    }
    tell();
  }

  private void finish() throws IOException {
    describe();
    count();
    recording.close();
  }

  private void count() throws IOException {
    for (var tap : taps) {
      if (tap.on() >= 0) {
        recording.statistics(tap.on(), clock.getAsLong(), tap.statistics());
      }
    }
  }

  private Outcome outcome() {
    return new Outcome(
        asked,
        taps.stream().map(TapState::outcome).toList(),
        merge.late(),
        recording.written(),
        recording.files(),
        recording.removed(),
        connections());
  }

  private Set<Connection> connections() {
    synchronized (leftOut) {
      return Set.copyOf(leftOut);
    }
  }

  /// What one place's thread does.
  private void work(TapState state) {
    var tap = state.tap;
    try {
      try {
        tap.reach();
      } finally {
        reached.countDown();
      }
      // The others begin without those that have not answered by then.
      reached.await(GRACE_SECONDS, TimeUnit.SECONDS);
      var own = own();
      state.filter(Connection.without(own, wishes.filter()));
      var awaited = wishes.awaited().isEmpty() ? "" : Connection.without(own, wishes.awaited());
      tap.capture(Connection.without(own, wishes.filter()), awaited, taker(state));
      state.ended("");
    } catch (IOException e) {
      state.ended(asked.isEmpty() ? String.valueOf(e.getMessage()) : "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      merge.ends(state.number);
    }
  }

  /// All connections of the tool that are known now: what hosts tell of them, which is how they
  /// look behind a translation of addresses, and what this host knows of its ssh clients.
  private Set<Connection> own() {
    var own = new LinkedHashSet<Connection>();
    taps.forEach(tap -> own.addAll(tap.tap.own()));
    var carriers =
        taps.stream().flatMap(tap -> tap.tap.carriers().stream()).collect(Collectors.toList());
    own.addAll(OwnSockets.ofThisHost().of(carriers));
    synchronized (leftOut) {
      leftOut.addAll(own);
    }
    return own;
  }

  private Tap.Taker taker(TapState state) {
    return new Tap.Taker() {
      @Override
      public void listens() {
        state.listens();
      }

      @Override
      public void begins(int linkType) {
        state.begins(linkType);
        merge.begins(state.number);
      }

      @Override
      public void packet(long timeNanos, byte[] data, long length) throws InterruptedException {
        merge.put(new CapturedPacket(state.number, timeNanos, data, length, System.nanoTime()));
      }

      @Override
      public void awaited(String packet) {
        triggeredBy(state.tap.place().label() + ": " + packet);
      }
    };
  }
}

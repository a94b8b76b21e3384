package dev.casebook.evidence;

import dev.casebook.hosts.SshTarget;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Several sources, one after the other as they are ready: those of this machine in their order,
/// and hosts over ssh, which are gathered at once meanwhile, as they come. One that is slow or dead
/// delays no other.
public final class Arrivals implements AutoCloseable {

  /// Hosts that are gathered, or wait to be looked at, at once: each has a process of ssh and
  /// pieces in memory.
  private static final int HOSTS_MAX = 16;

  private final Sources sources;
  private final Queue<Arrival> here = new ArrayDeque<>();
  private final BlockingQueue<Arrival> come = new LinkedBlockingQueue<>();
  private final Semaphore room;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger gathered = new AtomicInteger();
  private final int hosts;
  private int left;

  /// A source that is ready to be opened, or could not be.
  ///
  /// @param index its place among the names
  public record Arrival(int index, String name, Opener opener, Runnable done) {

    /// Opens it, once; what keeps it from being opened is told here.
    public interface Opener {
      Source open() throws UnreadableSource;
    }

    /// The source is no longer looked at.
    public void looked() {
      done.run();
    }
  }

  private Arrivals(Sources sources, List<String> names, int atOnce) {
    this.sources = sources;
    this.room = new Semaphore(atOnce);
    this.hosts = (int) names.stream().filter(SshTarget::isTarget).count();
    this.left = Math.max(1, names.size());
    if (names.isEmpty()) {
      here.add(new Arrival(0, Sources.THIS_HOST, sources::thisHost, () -> {}));
    }
    for (int i = 0; i < names.size(); i++) {
      var name = names.get(i);
      if (!SshTarget.isTarget(name)) {
        here.add(new Arrival(i, name, () -> open(name), () -> {}));
      }
    }
    IntStream.range(0, names.size())
        .filter(i -> SshTarget.isTarget(names.get(i)))
        .forEach(i -> threads.execute(() -> gather(i, names.get(i))));
  }

  /// Sources that are looked at and closed one by one.
  ///
  /// @param names this host if there are none
  public static Arrivals of(Sources sources, List<String> names) {
    return new Arrivals(sources, names, HOSTS_MAX);
  }

  /// Sources that all stay open.
  public static Arrivals keeping(Sources sources, List<String> names) {
    return new Arrivals(sources, names, Math.max(1, names.size()));
  }

  /// One of several may be this host, by the name that it has in reports.
  private Source open(String name) throws UnreadableSource {
    return name.equals(Sources.THIS_HOST) ? sources.thisHost() : sources.open(name);
  }

  private void gather(int index, String name) {
    room.acquireUninterruptibly();
    Arrival.Opener opener;
    try {
      var source = sources.open(name);
      opener = () -> source;
    } catch (UnreadableSource e) {
      opener =
          () -> {
            throw e;
          };
    } catch (RuntimeException e) {
      opener =
          () -> {
            throw e;
          };
    }
    gathered.incrementAndGet();
    tell();
    come.add(new Arrival(index, name, opener, room::release));
  }

  /// How many have been ready so far, for a person who waits for many hosts.
  private void tell() {
    if (hosts > 1) {
      sources.progress().at("%d of %d hosts gathered".formatted(gathered.get(), hosts), 0, 0);
    }
  }

  /// Whether there is another one.
  public boolean hasNext() {
    return left > 0;
  }

  /// The next one that is ready, waited for.
  public Arrival next() {
    left--;
    var local = here.poll();
    if (local != null) {
      return local;
    }
    try {
      return come.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

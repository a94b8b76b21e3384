package dev.casebook.evidence;

import dev.casebook.evidence.archive.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// Reads files into the spool on threads that may be given up: a read of /proc or /sys can hang in
/// the kernel, where nothing ends it.
final class PieceReader implements AutoCloseable {

  /// Files read at once; a thread that was given up is replaced.
  private static final int READS_MAX = 4;

  /// A host on which more reads hang than this is asked for no more.
  private static final int GIVEN_UP_MAX = 8;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Spool spool;
  private final Duration deadline;
  private final long cap;
  private final Semaphore turns = new Semaphore(READS_MAX);
  private final AtomicInteger givenUp = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> Thread.ofPlatform().daemon().name("piece-reader").unstarted(work));

  PieceReader(Spool spool, Duration deadline, long cap) {
    this.spool = spool;
    this.deadline = deadline;
    this.cap = cap;
  }

  /// Whether a file is copied rather than read where it lies: what the kernel makes up at each
  /// read, and what is small.
  static boolean isToBeKept(FileTree.Entry entry) {
    return entry.path().startsWith("proc/")
        || entry.path().startsWith("sys/")
        || entry.size() <= BUFFER_BYTES;
  }

  Future<Node> read(FileTree.Entry entry) {
    if (givenUp.get() > GIVEN_UP_MAX) {
      return CompletableFuture.completedFuture(
          new Node.Unreadable("was not read: too many other files did not answer"));
    }
    return threads.submit(() -> {
      turns.acquire();
      try {
        return keep(entry);
      } finally {
        turns.release();
      }
    });
  }

  private Node keep(FileTree.Entry entry) {
    try (var in = entry.open();
        var writer = spool.writer()) {
      long size = copy(in, writer);
      boolean cut = size > cap;
      return new Node.File(
          Math.min(size, cap),
          entry.modified(),
          cut ? "is larger than the cap" : entry.shortcoming(),
          new OpenRegion(writer.region()));
    } catch (NoSuchFileException e) {
      return Node.ABSENT;
    } catch (IOException e) {
      return new Node.Unreadable(Reason.of(e));
    }
  }

  private long copy(InputStream in, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    for (int n = in.read(buffer); n >= 0 && size <= cap; n = in.read(buffer)) {
      to.write(buffer, 0, (int) Math.min(n, cap - size));
      size += n;
    }
    return size;
  }

  /// What was read, or that it did not answer in time.
  Node await(Future<Node> reading) {
    try {
      return reading.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      givenUp.incrementAndGet();
      turns.release();
      return new Node.Unreadable("did not answer within " + deadline.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Node.Unreadable("was not read: interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}

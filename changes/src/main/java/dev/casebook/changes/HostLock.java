package dev.casebook.changes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One change of a host at a time. A script on the host holds a lock as long as somebody reads what
/// it says, so that the lock is gone when its holder is, however that ended.
public final class HostLock implements AutoCloseable {

  /// Nobody's change takes longer.
  private static final Duration HELD_MAX = Duration.ofHours(4);

  /// Of words for that long, in bytes.
  private static final long WORDS_MAX = 1 << 20;

  private final Thread holder;

  private HostLock(Thread holder) {
    this.holder = holder;
  }

  /// Waits for whoever changes the host now.
  ///
  /// @param waiting is told once if there is somebody
  public static HostLock take(Journal journal, Runnable waiting)
      throws IOException, Refusal, InterruptedException {
    var words = new Words(waiting);
    var failure = new AtomicReference<@Nullable Exception>();
    var holder =
        Thread.ofVirtual()
            .start(() -> {
              try {
                var end =
                    journal
                        .host()
                        .script(journal.calling("", "hold_host"), HELD_MAX, WORDS_MAX, words);
                var why = end.errors().isBlank() ? end.shortcoming() : end.errors().strip();
                failure.compareAndSet(null, new Refusal("the lock was lost: " + why));
              } catch (IOException e) {
                failure.compareAndSet(null, e);
              } finally {
                words.ended.countDown();
              }
            });
    var lock = new HostLock(holder);
    try {
      while (!words.held && !words.ended.await(50, TimeUnit.MILLISECONDS)) {
        words.tellOnce();
      }
    } catch (InterruptedException e) {
      lock.close();
      throw e;
    }
    if (!words.held) {
      throw refused(failure.get());
    }
    return lock;
  }

  private static Refusal refused(@Nullable Exception failure) throws IOException {
    return switch (failure) {
      case IOException e -> throw e;
      case Refusal e -> e;
      case null, default -> throw new IllegalStateException(failure);
    };
  }

  @Override
  public void close() {
    holder.interrupt();
  }

  /// What the script says.
  private static final class Words extends OutputStream {

    private final Runnable waiting;
    private final StringBuilder line = new StringBuilder();
    private volatile boolean held;
    private volatile boolean waits;
    private boolean told;
    private final CountDownLatch ended = new CountDownLatch(1);

    Words(Runnable waiting) {
      this.waiting = waiting;
    }

    void tellOnce() {
      if (waits && !told) {
        told = true;
        waiting.run();
      }
    }

    @Override
    public void write(int b) {
      if (b != '\n') {
        line.append((char) b);
        return;
      }
      switch (line.toString()) {
        case "held" -> held = true;
        case "waiting" -> waits = true;
        default -> {}
      }
      line.setLength(0);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      new String(bytes, offset, length, StandardCharsets.US_ASCII).chars().forEach(this::write);
    }
  }
}

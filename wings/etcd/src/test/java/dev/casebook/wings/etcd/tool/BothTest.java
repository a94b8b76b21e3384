package dev.casebook.wings.etcd.tool;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class BothTest {

  private static int failed(String what) {
    throw new InternalError(what);
  }

  @Test
  void bothAreUnderWayAtOnce() {
    var met = new CountDownLatch(2);
    assertThat(Both.of(() -> meet(met), () -> meet(met))).isEqualTo(new Both<>(true, true));
  }

  private static boolean meet(CountDownLatch met) {
    met.countDown();
    try {
      return met.await(10, SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void whatEitherThrowsIsThrown() {
    assertThatThrownBy(() -> Both.of(() -> failed("first"), () -> 2))
        .isInstanceOf(InternalError.class)
        .hasMessage("first");
    assertThatThrownBy(() -> Both.of(() -> 1, () -> failed("second")))
        .isInstanceOf(InternalError.class)
        .hasMessage("second");
  }

  /// Else the file could be closed under it.
  @Test
  void theOtherHasEndedWhenOneFails() {
    var started = new CountDownLatch(1);
    var ended = new AtomicBoolean();
    assertThatThrownBy(() ->
            Both.of(
                () -> meet(started) ? failed("first") : 0,
                () -> {
                  started.countDown();
                  LockSupport.parkNanos(20_000_000);
                  ended.set(true);
                  return 2;
                }))
        .hasMessage("first");
    assertThat(ended).isTrue();
  }
}

package dev.casebook.wings.accounts.nodes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Whom this node follows, and in which epoch. What it has promised is on the disk before anybody
/// is told.
final class Epochs {

  /// Without a word of a writer for so long, nodes look for another.
  static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Path folder;
  private final String self;
  private Promise promise;
  private String writer = "";
  private long heard = System.nanoTime();
  private @Nullable Tally tally;

  Epochs(Path folder, String self) throws IOException {
    this.folder = folder;
    this.self = self;
    promise = Promise.in(folder);
  }

  synchronized long epoch() {
    return promise.epoch();
  }

  /// Whom it has heard of lately as the writer; empty for nobody.
  synchronized String writer() {
    return silentNanos() < SILENCE_NANOS ? writer : "";
  }

  synchronized long silentNanos() {
    return System.nanoTime() - heard;
  }

  synchronized void hear(String from) {
    writer = from;
    heard = System.nanoTime();
  }

  /// Stands for the epoch after all that are known.
  ///
  /// @param seen the highest that another knows
  synchronized long stand(long seen) throws IOException {
    promise(Math.max(promise.epoch(), seen) + 1, self);
    return promise.epoch();
  }

  /// Whether it is the writer of an epoch still, which it counts by from now on.
  synchronized boolean lead(long epoch, Tally own) {
    boolean isLeading = promise.equals(new Promise(epoch, self));
    if (isLeading) {
      tally = own;
      hear(self);
    }
    return isLeading;
  }

  /// Counts for the line that is about to be added.
  synchronized Tally leading() throws IOException {
    if (tally == null || tally.isOver()) {
      throw new IOException("this node follows " + (writer.isEmpty() ? "nobody yet" : writer));
    }
    return tally;
  }

  /// Gives a vote, once in an epoch: to whoever has at least the lines that are here, while no
  /// writer is heard.
  ///
  /// @param lastEpoch of the last writer that the journal here tells of
  /// @param number of its last line
  synchronized boolean vote(Ask ask, long lastEpoch, long number) throws IOException {
    boolean isNew =
        ask.epoch() > promise.epoch() || promise.equals(new Promise(ask.epoch(), ask.from()));
    boolean hasAll =
        ask.lastEpoch() > lastEpoch || (ask.lastEpoch() == lastEpoch && ask.number() >= number);
    if (!isNew || !hasAll || !writer().isEmpty()) {
      return false;
    }
    promise(ask.epoch(), ask.from());
    hear("");
    return true;
  }

  /// Whether whoever asks is the writer, so far as is known here.
  synchronized boolean follow(Ask ask) throws IOException {
    if (ask.epoch() < promise.epoch() || ask.from().equals(self)) {
      return false;
    }
    if (ask.epoch() > promise.epoch()) {
      promise(ask.epoch(), ask.from());
    }
    hear(ask.from());
    return true;
  }

  /// There is a later epoch, and somebody else is its writer.
  synchronized void newer(long epoch) throws IOException {
    if (epoch > promise.epoch()) {
      promise(epoch, "");
    }
  }

  private void promise(long epoch, String node) throws IOException {
    var next = new Promise(epoch, node);
    if (tally != null) {
      tally.end();
    }
    next.keepIn(folder);
    promise = next;
  }
}

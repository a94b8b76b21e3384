package dev.casebook.wings.captures.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.captures.capture.CaptureRun;
import dev.casebook.wings.captures.capture.LogWatch;
import dev.casebook.wings.captures.capture.Outcome;
import dev.casebook.wings.captures.capture.Place;
import dev.casebook.wings.captures.capture.Recording;
import dev.casebook.wings.captures.capture.Wishes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A capture as whoever started it sees it: what is said while it runs, how it is ended, and what
/// it came to.
final class CaptureScreen {

  static final String APPLICATION = "casebook capture";

  /// Longer than a capture takes to end in order.
  private static final long END_SECONDS = 12;

  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/bin"), Path.of("/usr/local/bin"), Path.of("/opt/wireshark/bin"));

  private final Console console;
  private final long beganNanos;
  private final ReachedPlaces places;
  private final Wishes wishes;
  private final StopOptions stopping;
  private final boolean json;
  private final boolean isStream;
  private final Consumer<String> words;

  /// @param beganNanos when the console's clock was read, as `System.nanoTime` has it
  /// @param isStream whether packets, and no words, go to standard output or to Wireshark
  /// @param words takes what is said beside troubles
  CaptureScreen(
      Console console,
      long beganNanos,
      ReachedPlaces places,
      Wishes wishes,
      StopOptions stopping,
      boolean json,
      boolean isStream,
      Consumer<String> words) {
    this.words = words;
    this.console = console;
    this.beganNanos = beganNanos;
    this.places = places;
    this.wishes = wishes;
    this.stopping = stopping;
    this.json = json;
    this.isStream = isStream;
  }

  /// Captures until something ends it, and says what it came to.
  ///
  /// @return the exit status
  int capture(Recording recording) throws IOException, UserError {
    try (recording) {
      CaptureRun run;
      List<LogWatch> watches;
      try {
        var stops = stopping.stops();
        run = new CaptureRun(places.taps(wishes), wishes, stops, recording, watcher(), clock());
        watches = stopping.watch(places, run::triggeredBy, this::say);
      } catch (UserError e) {
        remove(recording.files());
        throw e;
      }
      var ended = new CountDownLatch(1);
      var ending = new Thread(() -> end(run, ended));
      Runtime.getRuntime().addShutdownHook(ending);
      try {
        var outcome = run.run();
        console.progress().end();
        if (outcome.isNothing()) {
          return nothing(outcome);
        }
        var summary = new CaptureSummary(outcome);
        if (isStream) {
          summary.lines().forEach(words);
        } else {
          summary.print(console, json);
        }
        console.out().flush();
        console.err().flush();
        return status(outcome);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        watches.forEach(LogWatch::close);
        console.progress().end();
        ended.countDown();
        forget(ending);
      }
    }
  }

  /// Why is said already, for each place.
  private int nothing(Outcome outcome) throws IOException {
    remove(outcome.files());
    console.say("nothing was captured");
    return 2;
  }

  private static void remove(List<Path> files) throws IOException {
    for (var file : files) {
      Files.deleteIfExists(file);
    }
  }

  private static int status(Outcome outcome) {
    return !outcome.isWhole() ? 2 : outcome.packets() == 0 ? 1 : 0;
  }

  /// At Ctrl-C, or when it is told to end: what was captured until then is written first.
  private static void end(CaptureRun run, CountDownLatch ended) {
    run.stop("it was interrupted");
    try {
      if (!ended.await(END_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void forget(Thread ending) {
    try {
      Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException e) {
      // It is what ended the capture.
    }
  }

  /// The console's clock, which goes on.
  private LongSupplier clock() {
    var now = console.now();
    long since =
        Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    return () -> since + System.nanoTime() - beganNanos;
  }

  private CaptureRun.Watcher watcher() {
    return new CaptureRun.Watcher() {
      @Override
      public void capturing(List<Place> on) {
        words.accept(
            "capturing at %s; Ctrl-C ends it"
                .formatted(String.join(", ", on.stream().map(Place::label).toList())));
      }

      @Override
      public void trouble(String why) {
        say(why);
      }

      @Override
      public void progress(long packets, long bytes, long dropped) {
        console
            .progress()
            .at(
                "%d packets%s".formatted(packets, dropped == 0 ? "" : ", " + dropped + " dropped"),
                bytes,
                0);
      }
    };
  }

  private void say(String line) {
    console.say(line);
    console.err().flush();
  }

  /// A plugin's packets go into the pipe that Wireshark has made.
  int into(Path fifo) throws IOException, UserError {
    try (var to = Files.newOutputStream(fifo)) {
      return capture(Recording.toStream(to, System.getProperty("os.name", ""), APPLICATION));
    } catch (IOException e) {
      if (isReaderGone(e)) {
        return 0;
      }
      throw e;
    }
  }

  /// Wireshark reads what is captured; when it is closed the capture ends.
  int intoWireshark() throws IOException, UserError {
    var program =
        PROGRAMS.stream()
            .map(folder -> folder.resolve("wireshark"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() ->
                new UserError(
                    "Wireshark is not in /usr/bin or /usr/local/bin; install it (package"
                        + " wireshark), or use --write FILE"));
    var process =
        new ProcessBuilder(program.toString(), "-k", "-i", "-")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var to = process.getOutputStream()) {
      return capture(Recording.toStream(to, System.getProperty("os.name", ""), APPLICATION));
    } catch (IOException e) {
      if (isReaderGone(e)) {
        return 0;
      }
      throw e;
    }
  }

  /// Whether whoever read the packets has gone, which is how one ends a capture there.
  static boolean isReaderGone(IOException e) {
    var words = String.valueOf(e.getMessage());
    return words.contains("Broken pipe") || words.contains("Stream closed");
  }
}

package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Structure;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// A program that times one kind of work on a file: `Measure FILE
/// keys|live|hashkv|status|check|analyze|all`.
final class Measure {

  private Measure() {}

  public static void main(String[] arguments) throws IOException {
    var start = System.nanoTime();
    try (var channel = FileChannel.open(Path.of(arguments[0]));
        var arena = Arena.ofConfined()) {
      var file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      var damages = new DamageLog();
      var store =
          Store.open(file, damages).orElseThrow(() -> new IOException(damages.kept().toString()));
      for (var i = 1; i < arguments.length; i++) {
        time(arguments[i], work(arguments[i], store, damages));
      }
      damages.kept().stream().limit(5).forEach(System.out::println);
    }
    System.out.printf("total %d ms since main%n", (System.nanoTime() - start) / 1_000_000);
    Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line ->
            line.startsWith("VmHWM") || line.startsWith("RssAnon") || line.startsWith("RssFile"))
        .forEach(System.out::println);
  }

  private static Supplier<Object> work(String name, Store store, DamageLog damages) {
    var revision = store.currentRevision();
    return switch (name) {
      case "scan" -> () -> scan(store, damages);
      case "keys" -> () -> keys(KeySpace.at(store, revision, damages));
      case "counted" -> () -> keys(KeySpace.counted(store, revision, damages));
      case "live" -> () -> Checksums.live(store, revision, damages);
      case "hashkv" -> () -> Checksums.hashKv(store, revision, damages);
      case "status" -> () -> Checksums.status(store, damages);
      case "analyze" -> () -> Analysis.of(store, revision, 2, 10, damages);
      case "history" ->
          () ->
              KeyHistory.of(store, "compact_rev_key".getBytes(StandardCharsets.UTF_8), damages)
                  .versions()
                  .size();
      case "compare" ->
          () -> Comparison.of(List.of(store, store), revision, damages, difference -> {});
      case "check" -> () -> Structure.check(store.database(), damages);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Object scan(Store store, DamageLog damages) {
    var count = 0;
    for (var records = store.records(damages); records.next(); ) {
      count++;
    }
    return count;
  }

  private static Object keys(KeySpace keys) {
    var live = 0;
    var deleted = 0;
    while (keys.next()) {
      if (keys.isLive()) {
        live++;
      } else {
        deleted++;
      }
    }
    return live + " live, " + deleted + " deleted";
  }

  private static void time(String name, Supplier<Object> work) {
    var start = System.nanoTime();
    var result = work.get();
    System.out.printf("%-8s %5d ms  %s%n", name, (System.nanoTime() - start) / 1_000_000, result);
  }
}

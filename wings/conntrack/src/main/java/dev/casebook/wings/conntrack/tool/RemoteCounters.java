package dev.casebook.wings.conntrack.tool;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.hosts.Host;
import dev.casebook.tables.network.ConntrackCounter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the kernel of another host counts, as `/proc/net/stat/nf_conntrack` tells it.
public final class RemoteCounters {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private static final int BYTES_MAX = 8 << 20;

  private static final String SCRIPT =
      """
      cat /proc/sys/net/netfilter/nf_conntrack_max 2>/dev/null || echo
      cat /proc/net/stat/nf_conntrack\
      """;

  private RemoteCounters() {}

  /// @param name of the host, for messages
  public static Counters of(Console console, Host host, String name) throws UserError {
    try {
      var output = new ByteArrayOutputStream();
      var ended = host.script(SCRIPT, DEADLINE, BYTES_MAX, output);
      if (!ended.shortcoming().isEmpty()) {
        throw new UserError(name + ": " + ended.shortcoming());
      }
      return read(output.toString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } finally {
      console.progress().end();
    }
  }

  private static Counters read(String text) {
    int end = Math.max(0, text.indexOf('\n'));
    var first = text.substring(0, end).strip();
    long max = first.matches("\\d{1,18}") ? Long.parseLong(first) : -1;
    long entries = -1;
    var byCpu = new TreeMap<Integer, Map<Counter, Long>>();
    for (var row : ConntrackCounter.ofText(text.substring(end))) {
      byCpu.put(row.cpu(), counts(row));
      entries = row.entries() == null ? entries : row.entries();
    }
    return new Counters(entries, max, byCpu);
  }

  private static Map<Counter, Long> counts(ConntrackCounter row) {
    var counts = new EnumMap<Counter, Long>(Counter.class);
    put(counts, Counter.FOUND, row.found());
    put(counts, Counter.INVALID, row.invalid());
    put(counts, Counter.INSERT, row.insert());
    put(counts, Counter.INSERT_FAILED, row.insertFailed());
    put(counts, Counter.DROPPED, row.dropped());
    put(counts, Counter.EARLY_DROP, row.earlyDrop());
    put(counts, Counter.ERRORS, row.errors());
    put(counts, Counter.SEARCH_RESTART, row.searchRestart());
    put(counts, Counter.CLASH_RESOLVE, row.clashResolve());
    put(counts, Counter.CHAIN_TOO_LONG, row.chainTooLong());
    return counts;
  }

  private static void put(Map<Counter, Long> counts, Counter counter, @Nullable Long count) {
    if (count != null) {
      counts.put(counter, count);
    }
  }
}

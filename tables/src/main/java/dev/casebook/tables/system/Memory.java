package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The host's memory at capture time: one row, however few of its lines are left, from
/// `/proc/meminfo` or `free`.
///
/// ```
/// MemTotal:        8148528 kB
/// MemAvailable:    7127440 kB
///
///                total        used        free      shared  buff/cache   available
/// Mem:         8148528     1021088     3190000        5220     3937440     7127440
/// Swap:              0           0           0
/// ```
///
/// `free` counts reclaimable slabs as cache and, in its newer form, buffers too. Source: proc(5),
/// free(1).
@Row("the host's memory and swap")
@Compared(
    restless = {
      "free_bytes",
      "available_bytes",
      "buffers_bytes",
      "cached_bytes",
      "shared_bytes",
      "slab_bytes",
      "slab_unreclaimable_bytes",
      "anonymous_bytes",
      "dirty_bytes",
      "page_tables_bytes",
      "committed_bytes",
      "huge_pages_free",
      "swap_free_bytes"
    },
    tells = Compared.Tells.STATE)
public record Memory(
    @Column("bytes of memory") @Nullable Long totalBytes,
    @Column("bytes of memory that nothing uses") @Nullable Long freeBytes,
    @Column("bytes that could be had without swapping; kernels before 3.14 do not tell")
        @Nullable Long availableBytes,
    @Column("bytes of buffers of block devices; NULL where they are told with the cache")
        @Nullable Long buffersBytes,
    @Column("bytes of page cache") @Nullable Long cachedBytes,
    @Column("bytes of shared memory and tmpfs") @Nullable Long sharedBytes,
    @Column("bytes of kernel objects") @Nullable Long slabBytes,
    @Column("bytes of kernel objects that can't be reclaimed")
        @Nullable Long slabUnreclaimableBytes,
    @Column("bytes of processes' own memory") @Nullable Long anonymousBytes,
    @Column("bytes that wait to be written to disk") @Nullable Long dirtyBytes,
    @Column("bytes of page tables") @Nullable Long pageTablesBytes,
    @Column("bytes promised to processes") @Nullable Long committedBytes,
    @Column("bytes that may be promised where vm.overcommit_memory is 2")
        @Nullable Long commitLimitBytes,
    @Column("huge pages in the pool") @Nullable Long hugePages,
    @Column("huge pages in the pool that nothing uses") @Nullable Long hugePagesFree,
    @Column("bytes of one huge page") @Nullable Long hugePageBytes,
    @Column("bytes of swap") @Nullable Long swapTotalBytes,
    @Column("bytes of swap that nothing uses") @Nullable Long swapFreeBytes) {

  public static final Table<Memory> TABLE =
      Table.of("memory", Memory.class)
          .file("/proc/meminfo", Memory::parseMeminfo)
          .command("free", Memory::parseFree)
          .command("free -m", Memory::parseFree)
          .command("free -k", Memory::parseFree)
          .command("free -b", Memory::parseFree)
          .sniff(ArtifactName.file("/proc/meminfo"), head -> head.startsWith("MemTotal:"))
          .sniff(ArtifactName.command("free"), head -> head.matches("(?s)\\s+total +used +free.*"))
          .example(
              "how much is left",
              "select available_bytes / total_bytes as share, swap_free_bytes from memory");

  static void parseMeminfo(Text text, Rows<Memory> rows) {
    var values = new HashMap<String, Long>();
    Line first = null;
    for (var line : text.lines()) {
      first = first == null ? line : first;
      meminfoLine(line, values, rows);
    }
    add(first, values, rows);
  }

  /// @param values in bytes, or counts, by their names in `/proc/meminfo`
  private static void add(@Nullable Line line, Map<String, Long> values, Rows<Memory> rows) {
    if (line == null || values.isEmpty()) {
      rows.reject(line == null ? new Line(0, "") : line, "no amount of memory");
      return;
    }
    rows.add(
        line,
        new Memory(
            values.get("MemTotal"),
            values.get("MemFree"),
            values.get("MemAvailable"),
            values.get("Buffers"),
            values.get("Cached"),
            values.get("Shmem"),
            values.get("Slab"),
            values.get("SUnreclaim"),
            values.get("AnonPages"),
            values.get("Dirty"),
            values.get("PageTables"),
            values.get("Committed_AS"),
            values.get("CommitLimit"),
            values.get("HugePages_Total"),
            values.get("HugePages_Free"),
            values.get("Hugepagesize"),
            values.get("SwapTotal"),
            values.get("SwapFree")));
  }

  /// `NAME: NUMBER kB`, or a count without a unit.
  private static void meminfoLine(Line line, Map<String, Long> values, Rows<Memory> rows) {
    var words = line.words();
    if (words.length == 0 || words[0].equals("total:")) {
      return; // Linux 2.4 and before began with a table of the same in bytes.
    }
    if (words.length < 2 || !words[0].endsWith(":")) {
      rows.reject(line, "not NAME: NUMBER");
      return;
    }
    try {
      long unit = words.length > 2 ? 1024 : 1;
      values.put(
          words[0].substring(0, words[0].length() - 1),
          Math.multiplyExact(Long.parseLong(words[1]), unit));
    } catch (NumberFormatException | ArithmeticException e) {
      rows.reject(line, "a number that is malformed or too large");
    }
  }

  static void parseFree(Text text, Rows<Memory> rows) {
    var heading = List.<String>of();
    var values = new HashMap<String, Long>();
    Line memory = null;
    for (var line : text.lines()) {
      var words = line.words();
      switch (words.length == 0 ? "" : words[0]) {
        case "total" -> heading = List.of(words);
        case "Mem:" -> {
          memory = line;
          freeLine(line, heading, FREE_MEMORY, unit(text), values, rows);
        }
        case "Swap:" -> freeLine(line, heading, FREE_SWAP, unit(text), values, rows);
        case "", "-/+", "Low:", "High:", "Total:", "Comm:" -> {
          // Sums of what the other lines tell.
        }
        default -> rows.reject(line, "not a line of free");
      }
    }
    add(memory, values, rows);
  }

  /// What `/proc/meminfo` calls the columns of the line of memory.
  private static final Map<String, String> FREE_MEMORY =
      Map.of(
          "total", "MemTotal",
          "free", "MemFree",
          "available", "MemAvailable",
          "buffers", "Buffers",
          "cached", "Cached",
          "cache", "Cached",
          "buff/cache", "Cached",
          "shared", "Shmem");

  private static final Map<String, String> FREE_SWAP =
      Map.of("total", "SwapTotal", "free", "SwapFree");

  private static void freeLine(
      Line line,
      List<String> heading,
      Map<String, String> names,
      long unit,
      Map<String, Long> values,
      Rows<Memory> rows) {
    var words = line.words();
    try {
      for (int i = 1; i < words.length && i <= heading.size(); i++) {
        var name = names.get(heading.get(i - 1));
        if (name != null) {
          values.put(name, Math.multiplyExact(Long.parseLong(words[i]), unit));
        }
      }
    } catch (NumberFormatException | ArithmeticException e) {
      rows.reject(line, "a number that is malformed or too large");
    }
  }

  private static long unit(Text text) {
    return switch (text.name()) {
      case "free -m" -> 1024 * 1024;
      case "free -b" -> 1;
      default -> 1024;
    };
  }
}

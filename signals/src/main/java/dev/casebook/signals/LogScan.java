package dev.casebook.signals;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Snapshot;
import dev.casebook.formats.logs.LineSplitter;
import dev.casebook.formats.logs.LogClock;
import dev.casebook.formats.logs.YearTrail;
import dev.casebook.tables.logs.BlockReader;
import dev.casebook.tables.logs.LogReading;
import dev.casebook.tables.logs.SignalHits;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One log read once for all signals.
///
/// A signal counts in a line whose program or unit, or whose log's path, is one that the signal
/// names; in loose evidence also in lines that name no program, as people paste them.
final class LogScan {

  /// What is read at once.
  private static final int BLOCK_BYTES = 1 << 20;

  /// Of each further block so many lines are looked at to learn which programs write here. A
  /// program that hardly ever writes may be missed; the signal then lacks evidence, which is never
  /// wrong.
  private static final int SAMPLE_LINES = 50;

  private static final String NO_TEXT = "is no text";

  private final Snapshot snapshot;
  private final Artifact log;
  private final PatternSet patterns;
  private final Map<String, HitCollector> collectors;
  private final Progress progress;

  /// The signals that name this log by its path.
  private final Set<SignalPattern> namedByPath = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Set<String> writers = new HashSet<>();
  private final boolean isLoose;
  private boolean hasAnonymous;
  private long bytes;
  private long lines;
  private long hits;

  LogScan(
      Snapshot snapshot,
      Artifact log,
      PatternSet patterns,
      Map<String, HitCollector> collectors,
      Progress progress) {
    this.snapshot = snapshot;
    this.log = log;
    this.patterns = patterns;
    this.collectors = collectors;
    this.progress = progress;
    for (var collector : collectors.values()) {
      if (collector.signal().isOfPath(log.place())) {
        namedByPath.add(collector.signal());
      }
    }
    this.isLoose = snapshot.layout().isLoose();
  }

  void run() {
    String failure;
    try (var in = new BlockReader(LogReading.open(log))) {
      failure = read(in);
    } catch (IOException e) {
      failure = "can't be read: " + e.getMessage();
    }
    conclude(failure);
    snapshot.ledger().enter(log, "logs", hits, 0, failure);
  }

  /// @return what is wrong with the log, or nothing
  private String read(BlockReader in) {
    byte[] block = new byte[BLOCK_BYTES];
    int length = in.fill(block, 0);
    var reading = LogReading.of(log, snapshot.facts(), block, length);
    if (!reading.isText()) {
      return NO_TEXT;
    }
    learn(reading, block, length, Integer.MAX_VALUE);
    try (var scanner = patterns.scanner(new Taker(reading))) {
      while (length > 0) {
        scanner.feed(block, 0, length);
        bytes += length;
        progress.at("reading " + log.place(), bytes, 0);
        length = in.fill(block, 0);
        learn(reading, block, length, SAMPLE_LINES);
      }
      long cut = scanner.finish().truncatedLines();
      return cut == 0
          ? in.failure()
          : cut + " line(s) longer than 1 MiB, of which the rest was not read";
    }
  }

  /// Notes which programs write in this block.
  private void learn(LogReading reading, byte[] block, int length, int linesMax) {
    var splitter = new LineSplitter().over(block, 0, length);
    for (int i = 0; i < linesMax && splitter.next(); i++) {
      var line = reading.parser().parse(block, splitter.from(), splitter.to());
      lines++;
      var program = line.program().text();
      hasAnonymous |= program == null;
      addWriter(program);
      addWriter(line.unit().text());
    }
  }

  private void addWriter(@Nullable String writer) {
    if (writer != null && writers.size() < WRITERS_MAX) {
      writers.add(writer);
    }
  }

  /// More names than programs log on any host.
  private static final int WRITERS_MAX = 5000;

  /// Turns matches into hits of the signals that count in their lines.
  private final class Taker implements LineMatches {

    private final LogReading reading;
    private final LogClock clock;
    private long parsedAt = -1;
    private @Nullable String program;
    private @Nullable String unit;

    Taker(LogReading reading) {
      this.reading = reading;
      this.clock = reading.clock(new YearTrail());
    }

    @Override
    public boolean wants(LinePattern pattern, LogLine line) {
      var collector = collector(pattern);
      if (collector.isSated()) {
        return false;
      }
      if (parsedAt != line.offset()) {
        var fields = parse(line);
        program = fields.program().text();
        unit = fields.unit().text();
        parsedAt = line.offset();
      }
      return counts(collector.signal(), program, unit);
    }

    @Override
    @SuppressWarnings(
        "NullAway") // a record's constructor loses the annotation inside List<@Nullable …>
    public void take(LineMatch match) {
      hits++;
      var line = parse(match.line());
      var level = line.level();
      collector(match.pattern())
          .add(
              new SignalHits.Hit(
                  LogReading.time(clock, line, match.line().offset()),
                  line.host().text(),
                  program,
                  line.pid() < 0 ? null : (long) line.pid(),
                  level == null ? null : level.word(),
                  Objects.requireNonNullElse(line.message().text(), match.line().text()),
                  match.groups(),
                  snapshot.ledger().origin(log, match.line().offset())));
    }

    private dev.casebook.formats.logs.LogLine parse(LogLine line) {
      return reading.parser().parse(line.bytes(), 0, line.bytes().length);
    }

    private HitCollector collector(LinePattern pattern) {
      return Objects.requireNonNull(collectors.get(pattern.id()));
    }
  }

  private boolean counts(SignalPattern signal, @Nullable String program, @Nullable String unit) {
    return signal.isFrom(program)
        || signal.isFrom(unit)
        || namedByPath.contains(signal)
        || (isLoose && program == null);
  }

  /// Tells every signal what this log is worth as evidence for it.
  private void conclude(String failure) {
    for (var collector : collectors.values()) {
      var signal = collector.signal();
      boolean carries = namedByPath.contains(signal) || writers.stream().anyMatch(signal::isFrom);
      if (failure.equals(NO_TEXT)) {
        continue;
      }
      boolean readSome = lines > 0;
      if (readSome) {
        collector.read(carries);
      }
      boolean mayCarry = carries || (isLoose && hasAnonymous);
      var shortcoming = log.shortcoming();
      if (!failure.isEmpty() && (mayCarry || !readSome)) {
        collector.lacks(log.place() + " " + failure);
      } else if (shortcoming != null && mayCarry) {
        collector.lacks(log.place() + " " + shortcoming);
      }
    }
  }
}

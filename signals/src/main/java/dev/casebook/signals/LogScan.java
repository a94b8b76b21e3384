package dev.casebook.signals;

import dev.casebook.evidence.Artifact;
import dev.casebook.formats.logs.LineKind;
import dev.casebook.formats.logs.LineSplitter;
import dev.casebook.formats.logs.LogFormat;
import dev.casebook.formats.logs.LogLine;
import dev.casebook.formats.logs.Slice;
import dev.casebook.formats.logs.StampKind;
import dev.casebook.tables.logs.BlockReader;
import dev.casebook.tables.logs.LogReading;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One log read once for all signals.
final class LogScan implements LineTaker {

  /// Of the first block so many lines are looked at to learn who writes here, and of each of the
  /// others a few; of the first block also a few, once [SnapshotScan#mayLookClosely] says no. A
  /// program that hardly ever writes may be missed; the signal then lacks evidence, which is never
  /// wrong.
  private static final int FIRST_LINES = 1000;

  private static final int SAMPLES = 16;

  /// Zeros this far apart are not text, but blocks of a disk that were never written.
  private static final int NUL_STEP_BYTES = 1024;

  /// Fewer are what a crash leaves.
  private static final int NUL_STEPS_MAX = 4;

  private final SnapshotScan scan;
  private final LogTimes times;
  private final LogReading reading;
  private final LogAccount account;
  private final CountedSignals counted;
  private final KnownLines known;
  private final Sighting seen;
  private long offset;
  private long hits;
  private int nulSteps;

  /// Who wrote the line noted last.
  private @Nullable String notedHost;

  /// The programs of that host whose lines with a form are noted.
  private final Set<@Nullable String> notedPrograms = new HashSet<>();

  private LogScan(SnapshotScan scan, LogAccount account, LogTimes times, LogReading reading) {
    this.scan = scan;
    this.account = account;
    this.times = times;
    this.reading = reading;
    this.counted = new CountedSignals(scan, account);
    this.known = new KnownLines(scan, reading.parser());
    this.seen = scan.sighting();
  }

  /// @param order of the log among its snapshot's
  static LogAccount run(SnapshotScan scan, Artifact log, int order) {
    var name = LogName.of(log);
    var account = new LogAccount(log.place(), name, scan.writers().ownOf(name));
    long hits = 0;
    try (var in = new BlockReader(LogReading.open(log))) {
      hits = read(scan, account, log, order, in);
    } catch (IOException e) {
      account.failed("can't be read: " + e.getMessage());
    }
    scan.snapshot().ledger().enter(log, "logs", hits, 0, account.failure());
    if (log.shortcoming() != null) {
      account.failed(log.shortcoming());
    }
    return account;
  }

  private static long read(
      SnapshotScan scan, LogAccount account, Artifact log, int order, BlockReader in) {
    var blocks = scan.blocks();
    blocks.over(in);
    var block = blocks.next();
    if (block.length() == 0) {
      account.failed(in.failure());
      return 0;
    }
    var reading = reading(scan, log, block);
    if (!reading.isText()) {
      account.failed(Packed.of(block).orElse("is not text"));
      return 0;
    }
    Packed.of(block).ifPresent(account::failed);
    var logScan = new LogScan(scan, account, new LogTimes(log, order, reading), reading);
    logScan.read(blocks, block);
    logScan.conclude(in.failure(), blocks.truncatedLines());
    return logScan.hits;
  }

  private static LogReading reading(SnapshotScan scan, Artifact log, Block block) {
    byte[] head = block.bytes();
    if (block.from() > 0) {
      head = Arrays.copyOfRange(head, block.from(), block.to());
    }
    return LogReading.of(log, scan.snapshot().facts(), head, block.length());
  }

  private void read(LogBlocks blocks, Block first) {
    for (var block = first; block.length() > 0; block = blocks.next()) {
      offset = blocks.offset(block) - block.from();
      reading.parser().apart();
      learn(block);
      reading.parser().over(block.bytes(), block.from(), block.to());
      long before = hits;
      known.over(block);
      scan.scanner().scan(block, this);
      hits += known.read(this, hits - before, offset);
      if (!known.areExpected()) {
        scan.scanner().expect(times.log().size() - offset - block.to());
      }
      scan.progress().at("reading " + account.place(), offset + block.to(), 0);
    }
    known.readCopies(this);
  }

  private void conclude(String failure, long truncatedLines) {
    account.spans(times.first(), times.last());
    if (!failure.isEmpty()) {
      account.failed(failure);
    }
    if (truncatedLines > 0) {
      account.failed(
          "has " + truncatedLines + " line(s) longer than 1 MiB, of which the rest was not read");
    }
    if (nulSteps > NUL_STEPS_MAX && account.failure().isEmpty()) {
      account.failed("has zeros where text should be");
    }
  }

  /// Learns from lines of a block, in order, the last one among them.
  private void learn(Block block) {
    if (offset + block.from() == 0 && scan.mayLookClosely()) {
      learnEach(block);
    } else {
      learnSample(block);
    }
    int last = block.lineStart(block.to() - 1);
    learn(block.bytes(), last, block.contentEnd(last));
    for (int at = block.from(); at < block.to(); at += NUL_STEP_BYTES) {
      nulSteps += block.bytes()[at] == 0 ? 1 : 0;
    }
  }

  /// Learns from a block's first lines.
  private void learnEach(Block block) {
    reading.parser().over(block.bytes(), block.from(), block.to());
    var splitter = new LineSplitter().over(block.bytes(), block.from(), block.to());
    int lines = 0;
    while (lines < FIRST_LINES && (splitter.next() || splitter.last())) {
      if (splitter.to() > splitter.from()) {
        learn(block.bytes(), splitter.from(), splitter.to());
        lines++;
      }
    }
    scan.lookedClosely(lines);
  }

  /// Of a large log on another host, which came as the lines that are wanted with empty ones
  /// between, there are few to look at.
  private void learnSample(Block block) {
    int step = Math.max(1, block.length() / SAMPLES);
    int empty = 0;
    for (int at = block.from(); at < block.to(); at += step) {
      int start = block.lineStart(at);
      int end = block.contentEnd(start);
      empty += start == end ? 1 : 0;
      learn(block.bytes(), start, end);
    }
    if (empty > SAMPLES / 2) {
      learnEach(block);
    }
  }

  private void learn(byte[] bytes, int from, int to) {
    var line = parse(bytes, from, to);
    if (line.kind() == LineKind.RECORD) {
      times.see(line, offset + from);
      note(line, scan.words().of(line.host()), scan.words().of(line.program()));
    }
  }

  /// Notes who wrote a line. Hardly any line tells what those before it did not.
  private void note(LogLine line, @Nullable String name, @Nullable String program) {
    if (!Objects.equals(name, notedHost)) {
      notedHost = name;
      notedPrograms.clear();
    }
    if (!line.unit().isPresent() && notedPrograms.contains(program)) {
      return;
    }
    var host = HostName.plain(name);
    account.saw(host);
    if (hasForm(line)) {
      account.recognised(host);
      if (notedPrograms.size() < CountedSignals.WRITERS_MAX) {
        notedPrograms.add(program);
      }
    }
    if (program != null) {
      account.wrote(host, program);
    }
    var unit = scan.words().of(line.unit());
    if (unit != null) {
      account.wrote(host, unit);
    }
  }

  private static boolean hasForm(LogLine line) {
    return line.format() != LogFormat.PLAIN || line.stampKind() != StampKind.ABSENT;
  }

  private LogLine parse(byte[] bytes, int from, int to) {
    return reading.parser().parse(bytes, from, to);
  }

  @Override
  public Slice message(byte[] bytes, int from, int to) {
    return parse(bytes, from, to).message();
  }

  @Override
  public void unwrapped(int from, int to) {
    reading.parser().plain(from, to);
  }

  @Override
  public boolean knowsLines() {
    return known.isAny();
  }

  @Override
  public int passKnown(int start) {
    return known.pass(start);
  }

  @Override
  public int nextKnown(int start, int to) {
    return known.next(start, to);
  }

  @Override
  public boolean takeKnown(int start, int[] patterns, int count) {
    int taken = known.take(start, patterns, count);
    hits += taken;
    return taken > 0;
  }

  @Override
  public boolean take(byte[] bytes, int from, int to, int[] patterns, int count) {
    var line = parse(bytes, from, to);
    if (line.kind() == LineKind.MARKER) {
      return false;
    }
    see(line, bytes, offset + from);
    var signals = counted.of(seen.program(), scan.words().of(line.unit()));
    boolean isHit = false;
    known.begin();
    while (seen.nextText()) {
      for (int i = 0; i < count; i++) {
        if (signals[patterns[i]]) {
          isHit |= look(patterns[i]);
        }
      }
    }
    if (isHit) {
      note(line, seen.host(), seen.program());
      known.learn(seen, from, to, signals, patterns, count);
    }
    return isHit;
  }

  private boolean look(int signal) {
    seen.forgetKept();
    if (!isHit(signal)) {
      known.missed(signal);
      return false;
    }
    hits++;
    recognise(signal);
    known.hit(seen.kept(), seen.told());
    return true;
  }

  private void see(LogLine line, byte[] bytes, long position) {
    seen.turnTo(times, line, bytes, position);
    seen.named(scan.words().of(line.host()), scan.words().of(line.program()));
  }

  LogTimes times() {
    return times;
  }

  /// What stands in a line that was taken without a look at it.
  ///
  /// @param line a copy of it, without its break
  Sighting seen(byte[] line, int length, long position) {
    see(parse(line, 0, length), line, position);
    seen.nextText();
    return seen;
  }

  /// Keeps what the signal's pattern finds.
  private boolean isHit(int signal) {
    if (seen.to() <= seen.from()) {
      return false;
    }
    if (scan.keepKnown(signal, seen)) {
      return true;
    }
    boolean isFound = scan.pattern(signal).find(seen.bytes(), seen.from(), seen.to(), seen.groups);
    if (isFound) {
      scan.keep(signal, seen);
    }
    return isFound;
  }

  private void recognise(int signal) {
    if (!hasForm(seen.line()) && account.own().get(signal)) {
      account.recognised(HostName.plain(seen.host()));
    }
  }
}

package dev.casebook.formats.logs;

import org.jspecify.annotations.Nullable;

/// One line of a log in its fields: what a [LogParser] hands out, the same object for every line.
///
/// Nothing is copied and no object is made: fields are places in the line, except texts that were
/// escaped (JSON, logfmt), which are decoded into a scratch buffer of this object. Whatever is to
/// outlive the next call of [LogParser#parse] must be copied out.
public final class LogLine {
  /// The process id of a line that has none.
  public static final int NO_PID = -1;

  private static final int SCRATCH_BYTES = 4096;

  /// Real ones are two deep: a program's line in a container's, which a daemon reads.
  private static final int DEEPEST = 3;

  byte[] bytes = {};
  int from;
  int to;

  LogFormat format = LogFormat.PLAIN;
  LineKind kind = LineKind.RECORD;
  StampKind stampKind = StampKind.ABSENT;
  long stamp;
  int pid = NO_PID;
  @Nullable Level level;
  final Slice host = new Slice();
  final Slice program = new Slice();
  final Slice unit = new Slice();
  final Slice message = new Slice();

  /// The service or container that a [Prefix] names.
  final Slice service = new Slice();

  int repeats = 1;

  /// How many lines this one is wrapped in.
  private final int depth;

  final RecentHead recent = new RecentHead();

  private @Nullable LogParser inner;

  private byte[] uncoloured = {};

  /// What a `<PRI>` before the line says; the level holds unless the format knows better.
  private @Nullable Level priority;

  private boolean fromKernel;

  /// The members of the record that the line is, or that its message is.
  final Members members = new Members();

  private byte[] scratch = {};
  private int scratchUsed;

  LogLine(int depth) {
    this.depth = depth;
  }

  /// The format that the line was read as; it may differ from the file's.
  public LogFormat format() {
    return format;
  }

  public LineKind kind() {
    return kind;
  }

  /// What [#stamp()] counts.
  public StampKind stampKind() {
    return stampKind;
  }

  /// The time of the line in microseconds, to be read by [#stampKind()]; 0 when absent.
  public long stamp() {
    return stamp;
  }

  /// The host that the line names.
  public Slice host() {
    return host;
  }

  /// The program that wrote the message: syslog's tag, the journal's identifier, a JSON record's
  /// logger; `kernel`, `openvpn`, `audit` and `nginx` where the format itself says so.
  public Slice program() {
    return program;
  }

  /// The systemd unit, where the format has one; the program is not repeated here.
  public Slice unit() {
    return unit;
  }

  /// What the program itself wrote, without what a daemon, a container's runtime, the journal, a
  /// pager or a forum put around it, and without the time and level of a logger whose lines are
  /// text. Where the program writes JSON it is the whole object. A whole line where nothing is
  /// known of it.
  public Slice message() {
    return message;
  }

  /// How many times the message was written: 1, or what syslog counts in `message repeated 5 times:
  /// [ text]`, whose message is `text`.
  public int repeats() {
    return repeats;
  }

  /// The process id, or [#NO_PID].
  public int pid() {
    return pid;
  }

  /// The level, or null when the line does not tell.
  public @Nullable Level level() {
    return level;
  }

  /// Turns to another line.
  void turnTo(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.priority = null;
    this.fromKernel = true;
    service.clear();
    clear();
  }

  /// Turns to the same line without its colours, where it has some.
  void uncolour() {
    int colour = Colours.first(bytes, from, to, Colours.ESCAPE);
    if (colour < to) {
      if (uncoloured.length < to - from) {
        uncoloured = new byte[Math.max(to - from, 2 * uncoloured.length)];
      }
      int end = Colours.strip(bytes, from, to, Colours.ESCAPE, uncoloured, 0);
      bytes = uncoloured;
      from = 0;
      to = end;
    }
  }

  /// A parser for what this line wraps; null when it is wrapped itself too deep.
  @Nullable LogParser inner() {
    if (inner == null && depth < DEEPEST) {
      inner = LogParser.inside(depth + 1);
    }
    return inner;
  }

  /// Forgets what a recognizer found, for the next one to try.
  void clear() {
    kind = LineKind.RECORD;
    stampKind = StampKind.ABSENT;
    stamp = 0;
    pid = NO_PID;
    level = priority;
    repeats = 1;
    scratchUsed = 0;
    host.clear();
    program.clear();
    unit.clear();
    message.clear();
  }

  /// Whether a recognizer that gave up left something behind.
  boolean isTouched() {
    return stampKind != StampKind.ABSENT
        || level != priority
        || pid != NO_PID
        || host.isPresent()
        || program.isPresent();
  }

  /// Takes the severity and facility out of a `<PRI>`: its value is 8 × facility + severity.
  void prioritize(int value) {
    this.priority = Level.ofSeverity(value & 7);
    this.level = priority;
    this.fromKernel = value < 8;
  }

  /// Whether a `<PRI>` names the facility `kern`, or there is none that names another.
  boolean isFromKernel() {
    return fromKernel;
  }

  void stamped(StampKind kind, long micros) {
    this.stampKind = kind;
    this.stamp = micros;
  }

  /// Takes the time that the program itself wrote, where it tells more than the one around it or is
  /// an instant: what is around it may have waited. Not where it is the same one without its
  /// fraction, or more than a day away: then it is the time of something else.
  void stampedInside(StampKind kind, long micros) {
    boolean isCut = micros == stamp - Math.floorMod(stamp, CivilTime.SECOND);
    if ((kind.knows(stampKind) || (kind == StampKind.INSTANT && !isCut)) && isNear(micros)) {
      stamped(kind, micros);
    }
  }

  private boolean isNear(long micros) {
    return switch (stampKind) {
      case ABSENT, UPTIME -> true;
      case LOCAL, INSTANT -> Math.abs(micros - stamp) <= CivilTime.DAY;
      case YEARLESS -> YearTrail.isNear(micros, stamp);
    };
  }

  /// The message is the rest of the line.
  void messageFrom(int at) {
    message.set(bytes, Math.min(at, to), to);
  }

  /// Room for `length` bytes, at [#scratchUsed()] of the array returned. What was decoded before
  /// stays valid.
  byte[] scratch(int length) {
    if (scratch.length - scratchUsed < length) {
      scratch = new byte[Math.max(Math.max(scratch.length * 2, SCRATCH_BYTES), length)];
      scratchUsed = 0;
    }
    return scratch;
  }

  int scratchUsed() {
    return scratchUsed;
  }

  /// Makes the scratch from its used end to `end` a field.
  void decoded(Slice field, int end) {
    field.set(scratch, scratchUsed, end);
    scratchUsed = end;
  }
}

package dev.casebook.formats.logs;

import java.util.Arrays;

/// The keys and values of one record, JSON or logfmt, as places in its text; reused for every line.
///
/// A value lies there as it was written. The content of a quoted one is what its quotes enclose,
/// escapes included.
final class Members {
  private static final int SLOTS = Meaning.values().length;

  /// Key from and to, value from and to.
  private static final int PLACES = 4;

  private static final Words<Meaning> NO_WORDS = new Words<>();

  private byte[] bytes = {};
  private Words<Meaning> vocabulary = NO_WORDS;
  private int[] places = new int[PLACES * 8];
  private int used;

  private final int[] contentFrom = new int[SLOTS];
  private final int[] contentTo = new int[SLOTS];
  private int known;

  /// Starts over with another record.
  void begin(byte[] bytes, Words<Meaning> vocabulary) {
    this.bytes = bytes;
    this.vocabulary = vocabulary;
    used = 0;
    known = 0;
    Arrays.fill(contentFrom, -1);
  }

  /// Takes in a member, a bare word as a key with an empty value at its end. Of several members
  /// with one meaning the first holds.
  void add(int keyFrom, int keyTo, int valueFrom, int valueTo) {
    if (used == places.length) {
      places = Arrays.copyOf(places, used * 2);
    }
    places[used] = keyFrom;
    places[used + 1] = keyTo;
    places[used + 2] = valueFrom;
    places[used + 3] = valueTo;
    used += PLACES;
    var meaning = valueFrom > keyTo ? vocabulary.get(bytes, keyFrom, keyTo) : null;
    if (meaning != null && contentFrom[meaning.slot] < 0) {
      known++;
      boolean quoted = valueFrom < valueTo && bytes[valueFrom] == '"';
      boolean closed = quoted && valueTo - valueFrom > 1 && bytes[valueTo - 1] == '"';
      contentFrom[meaning.slot] = quoted ? valueFrom + 1 : valueFrom;
      contentTo[meaning.slot] = closed ? valueTo - 1 : valueTo;
    }
  }

  boolean isEmpty() {
    return used == 0;
  }

  boolean has(Meaning meaning) {
    return contentFrom[meaning.slot] >= 0;
  }

  int from(Meaning meaning) {
    return contentFrom[meaning.slot];
  }

  int to(Meaning meaning) {
    return contentTo[meaning.slot];
  }

  /// Drops an escaped line end at the end of a text: `\n`, after a `\r` where a terminal was open.
  void dropLineEnd(Meaning meaning) {
    if (dropEscape(meaning, 'n')) {
      dropEscape(meaning, 'r');
    }
  }

  private boolean dropEscape(Meaning meaning, char kind) {
    int from = contentFrom[meaning.slot];
    int escape = contentTo[meaning.slot] - 2;
    if (escape < from || bytes[escape + 1] != kind) {
      return false;
    }
    int p = escape;
    while (p >= from && bytes[p] == '\\') {
      p--;
    }
    boolean isEscape = (escape - p) % 2 == 1; // an even number of backslashes stands for themselves
    contentTo[meaning.slot] = isEscape ? escape : contentTo[meaning.slot];
    return isEscape;
  }

  /// Stamps the line with the time, if it is one.
  void stamp(LogLine line) {
    if (has(Meaning.TIME)) {
      int from = from(Meaning.TIME);
      int to = to(Meaning.TIME);
      if (IsoStamp.read(bytes, from, to, line) < 0) {
        EpochStamp.readNumber(bytes, from, to, line);
      }
    }
  }

  /// The same inside a message, where the time around it may hold; see [LogLine#stampedInside].
  void stampInside(LogLine line) {
    var kind = line.stampKind;
    long stamp = line.stamp;
    stamp(line);
    var inside = line.stampKind;
    long insideStamp = line.stamp;
    line.stamped(kind, stamp);
    line.stampedInside(inside, insideStamp);
  }

  /// Sets the level, where the record has one that is known.
  void level(LogLine line) {
    if (has(Meaning.LEVEL)) {
      int from = from(Meaning.LEVEL);
      int to = to(Meaning.LEVEL);
      boolean number = to > from && to - from < 3 && Digits.end(bytes, from, to) == to;
      var level =
          number ? Level.ofNumber(Digits.value(bytes, from, to)) : Level.ofWord(bytes, from, to);
      line.level = level == null ? line.level : level;
    }
  }

  void pid(LogLine line, Meaning meaning) {
    if (has(meaning)) {
      int from = from(meaning);
      int to = to(meaning);
      if (to > from && to - from < 10 && Digits.end(bytes, from, to) == to) {
        line.pid = (int) Digits.value(bytes, from, to);
      }
    }
  }

  /// Sets a field to a text without its escapes; where the record has none, the field stays as it
  /// is.
  void text(LogLine line, Meaning meaning, Slice field) {
    int from = from(meaning);
    int to = to(meaning);
    if (from < 0) {
      return;
    }
    if (LineSplitter.indexOf(bytes, from, to, (byte) '\\') < 0) {
      field.set(bytes, from, to);
    } else {
      var scratch = line.scratch(to - from);
      int start = line.scratchUsed();
      int end = Escapes.decode(bytes, from, to, scratch, start);
      line.decoded(field, Colours.strip(scratch, start, end, Colours.ESCAPE, scratch, start));
    }
  }

  /// Makes the line's message of the record's text, then the members without a meaning as
  /// `key=value`, their values as they stand.
  void message(LogLine line) {
    if (used == known * PLACES && has(Meaning.MESSAGE)) {
      text(line, Meaning.MESSAGE, line.message);
      return;
    }
    var scratch = line.scratch(composedLength());
    int start = line.scratchUsed();
    int out = start;
    if (has(Meaning.MESSAGE)) {
      out = Escapes.decode(bytes, from(Meaning.MESSAGE), to(Meaning.MESSAGE), scratch, out);
    }
    for (int member = 0; member < used; member += PLACES) {
      if (!isField(places[member + 2])) {
        if (out > start) {
          scratch[out++] = ' ';
        }
        out = copy(places[member], places[member + 1], scratch, out);
        if (places[member + 2] > places[member + 1]) {
          scratch[out++] = '=';
          out = copy(places[member + 2], places[member + 3], scratch, out);
        }
      }
    }
    line.decoded(line.message, out);
  }

  private int composedLength() {
    int first = places[0];
    int last = places[used - 1];
    return last - first + used / PLACES * 2;
  }

  private int copy(int from, int to, byte[] target, int at) {
    System.arraycopy(bytes, from, target, at, to - from);
    return at + to - from;
  }

  private boolean isField(int valueFrom) {
    for (int from : contentFrom) {
      if (from == valueFrom || from == valueFrom + 1) {
        return true;
      }
    }
    return false;
  }
}

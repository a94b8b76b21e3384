package dev.casebook.signals;

import dev.casebook.formats.logs.Utf8;
import dev.casebook.signals.Syntax.Anchor;
import dev.casebook.signals.Syntax.Repeat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A part of a pattern and, behind it, all that follows: it matches where both do.
abstract sealed class Step {
  /// It does not match here.
  static final int NO = -1;

  /// It would take too long to tell, or the message is not UTF-8.
  static final int UNKNOWN = -2;

  /// By byte, whether a match of this and what follows may begin with it; also where it may begin
  /// with nothing and the pattern ends.
  final boolean[] starts = new boolean[256];

  /// @return where the pattern's match ends, or one of the above
  abstract int match(Run run, int at);

  /// A message that is looked through.
  static final class Run {
    /// So often may each byte of a message be looked at.
    private static final int EFFORT = 64;

    /// What may be spent on any message.
    private static final int EFFORT_MIN = 4096;

    /// Steps of repeated parts that may be under way at once: each takes the stack's room.
    private static final int DEPTH_MAX = 1000;

    byte[] bytes = {};
    int from;
    int to;
    int[] groups = {};

    /// By loop, how often its part was matched.
    private int[] counts = {};

    /// Behind the last byte that was looked at, or behind the end where that was asked for: every
    /// message that is the same up to here is matched in the same way.
    private int reach;

    private long effort;
    private int depth;
    private @Nullable Boolean utf8;

    void begin(byte[] text, int first, int end, int groupCount, int loops) {
      bytes = text;
      from = first;
      to = end;
      reach = first;
      effort = (long) EFFORT * (end - first) + EFFORT_MIN;
      depth = 0;
      utf8 = null;
      if (groups.length < 2 * groupCount) {
        groups = new int[2 * groupCount];
      }
      if (counts.length < loops) {
        counts = new int[loops];
      }
    }

    /// Notes that a byte was looked at, or whether there is one.
    void lookedAt(int at) {
      if (at >= reach) {
        reach = at + 1;
      }
    }

    int reach() {
      return reach;
    }

    boolean isUtf8() {
      var known = utf8;
      if (known == null) {
        lookedAt(to);
        known = Utf8.isValid(bytes, from, to);
        utf8 = known;
      }
      return known;
    }

    /// Whether a step may begin with what stands here, or with nothing at the end.
    private boolean mayBegin(Step step, int at) {
      lookedAt(at);
      return at == to || step.starts[bytes[at] & 0xff];
    }
  }

  /// The pattern's end.
  static final class Found extends Step {
    Found() {
      Arrays.fill(starts, true);
    }

    @Override
    int match(Run run, int at) {
      return at;
    }
  }

  /// Characters as they are.
  static final class Text extends Step {
    private final byte[] text;
    private final Step next;

    private Text(byte[] text, Step next) {
      this.text = text;
      this.next = next;
      starts[first() & 0xff] = true;
    }

    /// Text before text is one.
    static Text of(byte[] text, Step next) {
      if (next instanceof Text behind) {
        byte[] both = Arrays.copyOf(text, text.length + behind.text.length);
        System.arraycopy(behind.text, 0, both, text.length, behind.text.length);
        return new Text(both, behind.next);
      }
      return new Text(text, next);
    }

    byte first() {
      return text[0];
    }

    @Override
    int match(Run run, int at) {
      byte[] wanted = text;
      byte[] bytes = run.bytes;
      int end = at + wanted.length;
      if (end > run.to) {
        run.lookedAt(run.to);
        return NO;
      }
      run.lookedAt(end - 1);
      for (int i = 0; i < wanted.length; i++) {
        if (bytes[at + i] != wanted[i]) {
          return NO;
        }
      }
      return next.match(run, end);
    }
  }

  /// Characters of a set, so many.
  static final class Many extends Step {
    private final CharacterSet set;

    /// By character of ASCII, whether the set has it.
    private final boolean[] table = new boolean[128];

    private final boolean hasOthers;
    private final boolean hasAllOthers;
    private final int min;
    private final int max;
    private final boolean lazy;
    private final Step next;

    /// Whether what follows can't begin with a character of the set: then there is one way only.
    private final boolean isOneWay;

    Many(CharacterSet set, int min, int max, boolean lazy, Step next) {
      this.set = set;
      this.min = min;
      this.max = max;
      this.lazy = lazy;
      this.next = next;
      this.hasOthers = !set.isAscii();
      var last = set.ranges().getLast();
      this.hasAllOthers = last.first() <= 0x80 && last.last() == Character.MAX_CODE_POINT;
      for (var range : set.ranges()) {
        for (int c = range.first(); c <= Math.min(range.last(), table.length - 1); c++) {
          table[c] = true;
          starts[c] = true;
        }
      }
      Arrays.fill(starts, table.length, starts.length, hasOthers);
      boolean meets = false;
      for (int b = 0; b < starts.length; b++) {
        meets |= starts[b] && next.starts[b];
        starts[b] |= min == 0 && next.starts[b];
      }
      this.isOneWay = !meets;
    }

    @Override
    int match(Run run, int at) {
      byte[] bytes = run.bytes;
      int limit = max > run.to - at ? run.to : at + max;
      int end = at;
      while (end < limit && bytes[end] >= 0 && table[bytes[end]]) {
        end++;
      }
      run.lookedAt(end);
      if (hasOthers && end < limit && bytes[end] < 0) {
        return run.isUtf8() ? matchCharacters(run, at) : UNKNOWN;
      }
      run.effort -= end - at + 1;
      return end - at < min ? NO : go(run, at + min, end);
    }

    private int matchCharacters(Run run, int at) {
      int low = at;
      int end = at;
      int count = 0;
      while (count < max && end < run.to && has(run.bytes, end)) {
        end += Utf8.width(run.bytes[end]);
        count++;
        low = count <= min ? end : low;
      }
      run.effort -= end - at + 1;
      return count < min ? NO : go(run, low, end);
    }

    private boolean has(byte[] bytes, int at) {
      return bytes[at] >= 0
          ? table[bytes[at]]
          : hasAllOthers || (hasOthers && set.contains(Utf8.codePoint(bytes, at)));
    }

    /// Goes on somewhere from `low` to `end`, the longest or the shortest way first.
    private int go(Run run, int low, int end) {
      if (run.effort < 0) {
        return UNKNOWN;
      }
      if (low == end) {
        return next.match(run, end);
      }
      if (isOneWay) {
        return run.mayBegin(next, end) ? next.match(run, end) : NO;
      }
      return lazy ? search(run, low, end, 1) : search(run, end, low, -1);
    }

    private int search(Run run, int first, int last, int direction) {
      byte[] bytes = run.bytes;
      int end = Math.max(first, last);
      for (int to = first; to != last + direction; to += direction) {
        if ((to == end || !Utf8.isInside(bytes[to])) && run.mayBegin(next, to)) {
          int found = next.match(run, to);
          if (found != NO) {
            return found;
          }
        }
        if (--run.effort < 0) {
          return UNKNOWN;
        }
      }
      return NO;
    }
  }

  /// The beginning of a group.
  static final class Open extends Step {
    private final int group;
    private final Step body;

    Open(int group, Step body) {
      this.group = group;
      this.body = body;
      System.arraycopy(body.starts, 0, starts, 0, starts.length);
    }

    @Override
    int match(Run run, int at) {
      int before = run.groups[2 * group];
      run.groups[2 * group] = at;
      int end = body.match(run, at);
      if (end < 0) {
        run.groups[2 * group] = before;
      }
      return end;
    }
  }

  /// The end of a group.
  static final class Close extends Step {
    private final int group;
    private final Step next;

    Close(int group, Step next) {
      this.group = group;
      this.next = next;
      System.arraycopy(next.starts, 0, starts, 0, starts.length);
    }

    @Override
    int match(Run run, int at) {
      int before = run.groups[2 * group + 1];
      run.groups[2 * group + 1] = at;
      int end = next.match(run, at);
      if (end < 0) {
        run.groups[2 * group + 1] = before;
      }
      return end;
    }
  }

  /// One of several ways, in order.
  static final class Either extends Step {
    private final Step[] ways;

    Either(Step[] ways) {
      this.ways = ways;
      for (var way : ways) {
        for (int b = 0; b < starts.length; b++) {
          starts[b] |= way.starts[b];
        }
      }
    }

    @Override
    int match(Run run, int at) {
      for (var way : ways) {
        if (run.mayBegin(way, at)) {
          int end = way.match(run, at);
          if (end != NO) {
            return end;
          }
          if (--run.effort < 0) {
            return UNKNOWN;
          }
        }
      }
      return NO;
    }
  }

  /// Before the first time of a repeated part.
  static final class Enter extends Step {
    private final Loop loop;

    Enter(Loop loop) {
      this.loop = loop;
      boolean mayBeSkipped = loop.repeat.min() == 0;
      System.arraycopy(mayBeSkipped ? loop.starts : loop.body.starts, 0, starts, 0, starts.length);
    }

    @Override
    int match(Run run, int at) {
      int before = run.counts[loop.number];
      run.counts[loop.number] = 0;
      int end = loop.match(run, at);
      run.counts[loop.number] = before;
      return end;
    }
  }

  /// Between two times of a repeated part.
  static final class Loop extends Step {
    private final int number;
    private final Repeat repeat;
    private final Step next;
    private Step body = new Found();

    Loop(int number, Repeat repeat, Step next) {
      this.number = number;
      this.repeat = repeat;
      this.next = next;
      // The body, which is not known yet, asks for what may follow it.
      Arrays.fill(starts, true);
    }

    void body(Step part) {
      body = part;
      for (int b = 0; b < starts.length; b++) {
        starts[b] = part.starts[b] || next.starts[b];
      }
    }

    @Override
    int match(Run run, int at) {
      int count = run.counts[number];
      int first = repeat.lazy() ? leave(run, at, count) : again(run, at, count);
      if (first != NO) {
        return first;
      }
      return repeat.lazy() ? again(run, at, count) : leave(run, at, count);
    }

    private int again(Run run, int at, int count) {
      run.lookedAt(at);
      if (count >= repeat.max() || at >= run.to || !body.starts[run.bytes[at] & 0xff]) {
        return NO;
      }
      if (--run.effort < 0 || ++run.depth > Run.DEPTH_MAX) {
        return UNKNOWN;
      }
      run.counts[number] = count + 1;
      int end = body.match(run, at);
      run.counts[number] = count;
      run.depth--;
      return end;
    }

    private int leave(Run run, int at, int count) {
      return count < repeat.min() || !run.mayBegin(next, at) ? NO : next.match(run, at);
    }
  }

  /// A place between characters.
  static final class Between extends Step {
    private final Anchor anchor;
    private final Step next;

    Between(Anchor anchor, Step next) {
      this.anchor = anchor;
      this.next = next;
      if (anchor != Anchor.LINE_END) {
        System.arraycopy(next.starts, 0, starts, 0, starts.length);
      }
    }

    @Override
    int match(Run run, int at) {
      run.lookedAt(at);
      boolean holds =
          switch (anchor) {
            case LINE_START -> at == run.from;
            case LINE_END -> at == run.to;
            case WORD_BOUNDARY -> isBoundary(run, at);
            case NOT_WORD_BOUNDARY -> !isBoundary(run, at);
          };
      return holds ? next.match(run, at) : NO;
    }

    private static boolean isBoundary(Run run, int at) {
      return (at > run.from && isWord(run.bytes[at - 1])) != (at < run.to && isWord(run.bytes[at]));
    }

    private static boolean isWord(byte b) {
      return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_';
    }
  }
}

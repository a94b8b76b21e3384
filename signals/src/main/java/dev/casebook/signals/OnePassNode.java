package dev.casebook.signals;

/// A part of a pattern in which the next byte alone decides how to go on.
sealed interface OnePassNode {
  /// It does not match here.
  int NO = -1;

  /// A character beyond ASCII decides, or it has taken too long.
  int UNKNOWN = -2;

  /// @return where its match ends, or one of the above
  int match(Run run, int at);

  /// A text that is looked through.
  final class Run {
    byte[] bytes = {};
    int to;
    int[] groups = {};

    /// How many more bytes may be looked at.
    long effort;
  }

  /// Letters as they are, all of ASCII.
  record Text(byte[] text) implements OnePassNode {
    @Override
    public int match(Run run, int at) {
      byte[] wanted = text;
      byte[] bytes = run.bytes;
      int end = at + wanted.length;
      if (end > run.to) {
        return NO;
      }
      for (int i = 0; i < wanted.length; i++) {
        if (bytes[at + i] != wanted[i]) {
          return NO;
        }
      }
      return end;
    }
  }

  /// A set's characters, so many.
  record Many(boolean[] table, boolean hasOthers, int min, int max) implements OnePassNode {
    static Many of(AsciiSet set, int min, int max) {
      var table = new boolean[256];
      for (int c = 0; c < 0x80; c++) {
        table[c] = set.has((byte) c);
      }
      return new Many(table, set.hasOthers(), min, max);
    }

    @Override
    public int match(Run run, int at) {
      int limit = max > run.to - at ? run.to : at + max;
      byte[] bytes = run.bytes;
      boolean[] members = table;
      int end = at;
      while (end < limit && members[bytes[end] & 0xff]) {
        end++;
      }
      run.effort -= end - at;
      if (end < limit && run.bytes[end] < 0 && hasOthers) {
        return UNKNOWN;
      }
      return run.effort < 0 ? UNKNOWN : end - at < min ? NO : end;
    }
  }

  record All(OnePassNode[] parts) implements OnePassNode {
    @Override
    public int match(Run run, int at) {
      int end = at;
      for (var part : parts) {
        end = part.match(run, end);
        if (end < 0) {
          return end;
        }
      }
      return end;
    }
  }

  record Group(int index, OnePassNode body) implements OnePassNode {
    @Override
    public int match(Run run, int at) {
      int end = body.match(run, at);
      if (end >= 0) {
        run.groups[2 * index] = at;
        run.groups[2 * index + 1] = end;
      }
      return end;
    }
  }

  /// The branch that can begin with the next byte; if none can and one of them may be empty,
  /// nothing.
  record Branch(AsciiSet[] firsts, OnePassNode[] branches, boolean isOptional)
      implements OnePassNode {
    @Override
    public int match(Run run, int at) {
      boolean isUnknown = false;
      for (int i = 0; at < run.to && i < branches.length; i++) {
        if (firsts[i].has(run.bytes[at])) {
          return branches[i].match(run, at);
        }
        isUnknown |= run.bytes[at] < 0 && firsts[i].hasOthers();
      }
      return isUnknown ? UNKNOWN : isOptional ? at : NO;
    }
  }

  /// A part again and again while the next byte can begin it.
  record Loop(AsciiSet first, OnePassNode body, int min, int max) implements OnePassNode {
    @Override
    public int match(Run run, int at) {
      int end = at;
      int count = 0;
      while (count < max && end < run.to && first.has(run.bytes[end])) {
        end = body.match(run, end);
        if (end < 0) {
          return end;
        }
        count++;
      }
      if (count < max && end < run.to && run.bytes[end] < 0 && first.hasOthers()) {
        return UNKNOWN;
      }
      return count < min ? NO : end;
    }
  }

  /// The text's end.
  record End() implements OnePassNode {
    @Override
    public int match(Run run, int at) {
      return at == run.to ? at : NO;
    }
  }
}

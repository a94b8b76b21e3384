package dev.casebook.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Goes through a line once and finds what tells whose evidence it is, the longest at each place:
/// words that are known, addresses by their form, names and secrets by what stands around them.
final class LineScanner {

  private static final byte ESCAPE = 0x1b;

  private final Vocabulary everywhere;
  private final AddressScan addresses;

  /// Where the last hit ended.
  private int free;

  private boolean headIsFound;

  LineScanner(Vocabulary everywhere, AddressScan addresses) {
    this.everywhere = everywhere;
    this.addresses = addresses;
  }

  /// @param here words that are names in this file alone; null if there are none
  void scan(byte[] line, int from, int to, @Nullable Local here, Consumer<Hit> hits) {
    headIsFound = false;
    for (int start = from; start < to; start += TextForms.CHARS_MAX) {
      piece(line, start, Math.min(to, start + TextForms.CHARS_MAX), from, to, here, hits);
    }
  }

  private void piece(
      byte[] line,
      int from,
      int to,
      int first,
      int last,
      @Nullable Local here,
      Consumer<Hit> hits) {
    var forms = TextForms.in(line, from, to);
    addresses.line(line, first, last);
    free = from == first ? from : Math.max(free, from);
    int next = 0;
    int i = free;
    while (i < to) {
      while (next < forms.size() && forms.get(next).start() < i) {
        next++;
      }
      if (next < forms.size() && forms.get(next).start() == i) {
        i = take(forms.get(next++), hits);
        continue;
      }
      int stop = next < forms.size() ? forms.get(next).start() : last;
      byte c = line[i];
      if (!Bytes.isWord(c)) {
        i =
            c == ':' && i + 1 < to && line[i + 1] == ':'
                ? colons(line, i, hits)
                : c == ESCAPE ? after(line, i, to) : c < 0 ? foreign(line, i, last, hits) : i + 1;
        continue;
      }
      if (here == null && !everywhere.isBegun(line, i, last) && !isForm(line, i, last)) {
        i = Math.min(stop, afterWord(line, i, last));
        continue;
      }
      var best = best(line, i, last, here);
      if (best == null) {
        i = Math.min(stop, afterWord(line, i, last));
      } else if (best.end() > stop && stop > i) {
        // What is known begins what its surroundings tell: all of it goes.
        int end = Math.max(best.end(), forms.get(next).end());
        i = take(whole(line, best.start(), end), hits);
      } else {
        i = take(best, hits);
      }
    }
  }

  /// Whether it could be an address or a name with dots, by its first letter and what follows it.
  private static boolean isForm(byte[] line, int i, int to) {
    int end = i;
    while (end < to && Bytes.isWord(line[end])) {
      end++;
    }
    byte next = end < to ? line[end] : 0;
    return next == '.' || next == '-' || (next == ':' && Bytes.isHex(line[i]));
  }

  private static Hit whole(byte[] line, int start, int end) {
    return new Hit.Word(start, end, Kind.SECRET, Bytes.text(line, start, end), false);
  }

  private int take(Hit hit, Consumer<Hit> hits) {
    hits.accept(hit);
    free = hit.end();
    return hit.end();
  }

  private @Nullable Hit best(byte[] line, int i, int to, @Nullable Local here) {
    var best = everywhere.match(line, i, free, to);
    best = longer(best, here == null ? null : here(here, line, i, to));
    if (i == 0 || (line[i - 1] != '.' && line[i - 1] != '-') || free == i) {
      best = longer(best, everywhere.matchDomain(line, i, to));
    }
    return longer(best, addresses.match(i));
  }

  /// A log's host stands once a line, and the same word behind it is only a word.
  private @Nullable Hit here(Local here, byte[] line, int i, int to) {
    if (here.isHead() && headIsFound) {
      return null;
    }
    var hit = here.words().match(line, i, free, to);
    headIsFound |= hit != null;
    return hit;
  }

  private static @Nullable Hit longer(@Nullable Hit one, @Nullable Hit other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return other.end() > one.end() ? other : one;
  }

  /// A name in another script, which no blank need part from what is around it.
  private int foreign(byte[] line, int i, int to, Consumer<Hit> hits) {
    var hit = everywhere.matchForeign(line, i, to);
    return hit == null ? i + 1 : take(hit, hits);
  }

  /// An address that begins with colons: `::1`.
  private int colons(byte[] line, int i, Consumer<Hit> hits) {
    boolean isInside = i > 0 && (Bytes.isWord(line[i - 1]) || line[i - 1] == ':');
    var hit = isInside ? null : addresses.match(i);
    return hit == null ? i + 1 : take(hit, hits);
  }

  /// Behind something that is no letter or digit. Colours of a terminal end in a letter, which is
  /// no part of the word that follows.
  private static int after(byte[] line, int i, int to) {
    if (line[i] != ESCAPE || i + 1 >= to || line[i + 1] != '[') {
      return i + 1;
    }
    int end = i + 2;
    while (end < to && (Bytes.isDigit(line[end]) || line[end] == ';')) {
      end++;
    }
    return Math.min(to, end + 1);
  }

  /// Behind a word in which nothing was found. What an escape ends in, as `\n`, four digits behind
  /// a `u`, or `%2F`, is no part of the word that follows it.
  private static int afterWord(byte[] line, int i, int to) {
    int end = i;
    while (end < to && Bytes.isWord(line[end])) {
      end++;
    }
    byte before = i == 0 ? 0 : line[i - 1];
    int escape = before == '\\' ? Bytes.escape(line, i, end) : 0;
    if (escape > 0 && end > i + escape) {
      return i + escape;
    }
    if (before == '%' && end > i + 2 && Bytes.isHex(line[i]) && Bytes.isHex(line[i + 1])) {
      return i + 2;
    }
    return end;
  }

  /// What stands in a short text of its own, such as a path's.
  List<Hit> in(byte[] text, @Nullable Local here) {
    var found = new ArrayList<Hit>();
    scan(text, 0, text.length, here, found::add);
    return found;
  }
}

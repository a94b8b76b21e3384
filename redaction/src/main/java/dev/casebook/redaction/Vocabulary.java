package dev.casebook.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Words that tell whose evidence it is, found at any place where a word begins, the longest first.
final class Vocabulary {

  /// As many names as a large company's directory has. More is an attack on the memory.
  private static final int WORDS_MAX = 500_000;

  /// A shorter word is one only where something tells that it is.
  static final int CHARS_MIN = 4;

  private static final String BACKSLASH_U = "\\" + "u";

  /// @param lead bytes before the first letter or digit
  private record Entry(byte[] text, int lead, Kind kind, String word) {}

  private final Map<Long, List<Entry>> byAtom = new HashMap<>();
  private final Map<String, Kind> words = new HashMap<>();
  private final Map<Integer, List<Entry>> byFirstForeign = new HashMap<>();
  private final LongSet atoms = new LongSet();
  private final LongSet domains = new LongSet();
  private long firsts;

  /// @return whether it is new
  boolean add(Kind kind, String word) {
    if (word.isBlank() || words.size() >= WORDS_MAX || words.putIfAbsent(word, kind) != null) {
      return false;
    }
    var text = word.getBytes(StandardCharsets.UTF_8);
    int lead = 0;
    while (lead < text.length && !Bytes.isWord(text[lead])) {
      lead++;
    }
    if (lead == text.length) {
      return addForeign(kind, word, text);
    }
    if (word.chars().anyMatch(c -> c > 0x7F)) {
      addEscaped(kind, word);
    }
    return add(kind, word, text, lead);
  }

  /// A word of another script, as a name in Chinese: found wherever it stands, and as JSON may
  /// write it.
  private boolean addForeign(Kind kind, String word, byte[] text) {
    if (word.codePoints().filter(Character::isLetter).count() < 2) {
      words.remove(word);
      return false;
    }
    var entries =
        byFirstForeign.computeIfAbsent(firstForeign(text, 0, text.length), _ -> new ArrayList<>(1));
    entries.add(new Entry(text, 0, kind, word));
    entries.sort((a, b) -> Integer.compare(b.text.length, a.text.length));
    addEscaped(kind, word);
    return true;
  }

  /// With an escape of JSON in the place of each letter that is not of ASCII.
  private void addEscaped(Kind kind, String word) {
    for (var format : new String[] {"%04x", "%04X"}) {
      var escaped = new StringBuilder();
      word.chars()
          .forEach(c ->
              escaped.append(c > 0x7F ? BACKSLASH_U + format.formatted(c) : Character.toString(c)));
      var text = escaped.toString().getBytes(StandardCharsets.UTF_8);
      int lead = 0;
      while (!Bytes.isWord(text[lead])) {
        lead++;
      }
      add(kind, word, text, lead);
    }
  }

  private static int firstForeign(byte[] text, int at, int to) {
    int first = 0;
    for (int i = at; i < Math.min(at + 3, to); i++) {
      first = first << 8 | (text[i] & 0xff);
    }
    return first;
  }

  /// The longest of its words in another script that begins here.
  @Nullable Hit matchForeign(byte[] line, int start, int to) {
    if (byFirstForeign.isEmpty()) {
      return null;
    }
    for (var entry : byFirstForeign.getOrDefault(firstForeign(line, start, to), List.of())) {
      int end = start + entry.text.length;
      if (end <= to && isSame(line, start, entry)) {
        return new Hit.Word(start, end, entry.kind, entry.word, true);
      }
    }
    return null;
  }

  private boolean add(Kind kind, String word, byte[] text, int lead) {
    long atom = atom(text, lead, text.length);
    atoms.add(atom);
    var entries = byAtom.computeIfAbsent(atom, _ -> new ArrayList<>(1));
    firsts |= 1L << (Bytes.lower(text[lead]) & 63);
    entries.add(new Entry(text, lead, kind, word));
    entries.sort((a, b) -> Integer.compare(b.text.length, a.text.length));
    return true;
  }

  /// A domain of which every name is one.
  boolean addDomain(String domain) {
    var text = domain.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    return domains.add(suffix(text, text.length, -1));
  }

  Map<String, Kind> words() {
    return words;
  }

  int size() {
    return words.size() + domains.size();
  }

  private static long atom(byte[] line, int start, int to) {
    long hash = 0xcbf29ce484222325L;
    for (int i = start; i < to && Bytes.isWord(line[i]); i++) {
      hash = (hash ^ Bytes.lower(line[i])) * 0x100000001b3L;
    }
    return hash;
  }

  /// Of the text between a dot (or what stands before the beginning) and an end, from behind.
  private static long suffix(byte[] line, int end, int dot) {
    long hash = 0xcbf29ce484222325L;
    for (int i = end - 1; i > dot; i--) {
      hash = (hash ^ Bytes.lower(line[i])) * 0x100000001b3L;
    }
    return hash;
  }

  /// Whether one of its words could begin here: nearly always not.
  boolean isBegun(byte[] line, int start, int to) {
    return (firsts & 1L << (Bytes.lower(line[start]) & 63)) != 0
        && atoms.contains(atom(line, start, to));
  }

  /// The longest of its words that stands here.
  ///
  /// @param free where what comes before was already taken
  @Nullable Hit match(byte[] line, int start, int free, int to) {
    if ((firsts & 1L << (Bytes.lower(line[start]) & 63)) == 0) {
      return null;
    }
    long atom = atom(line, start, to);
    var entries = atoms.contains(atom) ? byAtom.get(atom) : null;
    if (entries == null) {
      return null;
    }
    for (var entry : entries) {
      int begin = start - entry.lead;
      int end = begin + entry.text.length;
      if (begin >= free && end <= to && isSame(line, begin, entry) && isEnd(line, end, to)) {
        return new Hit.Word(begin, end, entry.kind, entry.word, true);
      }
    }
    return null;
  }

  private static boolean isEnd(byte[] line, int end, int to) {
    return end >= to || !Bytes.isWord(line[end]) || !Bytes.isWord(line[end - 1]);
  }

  private static boolean isSame(byte[] line, int at, Entry entry) {
    boolean ignoresCase = entry.kind.ignoresCase();
    for (int i = 0; i < entry.text.length; i++) {
      byte here = line[at + i];
      byte there = entry.text[i];
      if (here != there && !(ignoresCase && Bytes.lower(here) == Bytes.lower(there))) {
        return false;
      }
    }
    return true;
  }

  /// A name in one of its domains, or the domain, that begins here.
  @Nullable Hit matchDomain(byte[] line, int start, int to) {
    if (domains.isEmpty()) {
      return null;
    }
    int end = start;
    boolean hasDot = false;
    while (end < to && (Bytes.isWord(line[end]) || line[end] == '-' || line[end] == '.')) {
      hasDot |= line[end++] == '.';
    }
    while (end > start && !Bytes.isWord(line[end - 1])) {
      end--;
    }
    if (!hasDot) {
      return null;
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = end - 1; i >= start; i--) {
      hash = (hash ^ Bytes.lower(line[i])) * 0x100000001b3L;
      if ((i == start || line[i - 1] == '.') && domains.contains(hash)) {
        return new Hit.Word(start, end, Kind.HOST, Bytes.text(line, start, end), true);
      }
    }
    return null;
  }
}

package dev.casebook.wings.accounts.journal;

import dev.casebook.formats.text.TabSeparated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Lines that hang together: a number, a time, who did it, a fact's words, and SHA-256 over the
/// hash of the line before and this line.
public final class Chain {

  static final String START = "0".repeat(64);
  private static final int WORDS_AROUND = 4;

  /// @param words of the [Fact]
  public record Entry(long number, Instant time, String actor, List<String> words) {}

  /// A line that does not hang on the one before.
  static final class Broken extends IOException {
    private static final long serialVersionUID = 1;

    Broken(long line, String what) {
      super("line %d: %s".formatted(line, what));
    }
  }

  private long number;
  private String hash = START;

  Chain() {}

  /// One that goes on from the same line.
  Chain(Chain from) {
    number = from.number;
    hash = from.hash;
  }

  /// The hash that a whole line ends with.
  static String hashOf(String line) {
    return line.substring(line.lastIndexOf('\t') + 1);
  }

  /// The next line, without its end; it counts once it is [#read].
  String next(Instant time, String actor, Fact fact) {
    var words = new ArrayList<String>();
    words.add(Long.toString(number + 1));
    words.add(time.toString());
    words.add(actor);
    words.addAll(fact.words());
    var text = TabSeparated.line(words.toArray(String[]::new));
    return text + "\t" + hash(hash, text);
  }

  Entry read(String line) throws Broken {
    int tab = line.lastIndexOf('\t');
    var text = tab < 0 ? "" : line.substring(0, tab);
    var kept = line.substring(tab + 1);
    if (!hash(hash, text).equals(kept)) {
      throw new Broken(number + 1, "it was changed, or one before it was taken out");
    }
    var words = TabSeparated.words(text);
    if (words.size() < WORDS_AROUND || !words.getFirst().equals(Long.toString(number + 1))) {
      throw new Broken(number + 1, "it is not the line of its number");
    }
    try {
      var time = Instant.parse(words.get(1));
      number++;
      hash = kept;
      return new Entry(number, time, words.get(2), words.subList(3, words.size()));
    } catch (DateTimeException e) {
      throw new Broken(number + 1, "it has no time");
    }
  }

  /// Of the last line.
  long number() {
    return number;
  }

  /// What stands for all lines so far.
  String hash() {
    return hash;
  }

  private static String hash(String before, String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(before.getBytes(StandardCharsets.US_ASCII));
      digest.update((byte) '\n');
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.casebook.wings.accounts.nodes;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What one node asks of another.
///
/// @param epoch the asker's
/// @param lastEpoch of the last writer that its journal tells of
/// @param number of a line
/// @param hash of that line
record Ask(Kind kind, String from, long epoch, long lastEpoch, long number, String hash) {

  private static final int WORDS = 6;

  enum Kind {
    /// How it stands.
    STATE,
    /// To be the writer of this epoch, with a journal up to that line.
    VOTE,
    /// The hash of a line.
    HASH,
    /// To take away all lines after that one.
    CUT,
    /// To add the lines that come with it after that one; of none, to hear that there is a writer.
    ADD
  }

  List<String> words() {
    return List.of(
        kind.name().toLowerCase(Locale.ROOT),
        from,
        Long.toString(epoch),
        Long.toString(lastEpoch),
        Long.toString(number),
        hash);
  }

  static Ask of(List<String> words) throws IOException {
    var kind =
        Arrays.stream(Kind.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(words.getFirst()))
            .findFirst();
    try {
      if (words.size() == WORDS && kind.isPresent()) {
        return new Ask(
            kind.get(),
            words.get(1),
            Long.parseLong(words.get(2)),
            Long.parseLong(words.get(3)),
            Long.parseLong(words.get(4)),
            words.get(5));
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IOException("a node asks for what is not known here: is it of another version?");
  }
}

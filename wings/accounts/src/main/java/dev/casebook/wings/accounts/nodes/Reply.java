package dev.casebook.wings.accounts.nodes;

import java.io.IOException;
import java.util.List;

/// What a node answers to an [Ask].
///
/// @param isDone whether what was asked for is done
/// @param epoch the highest that it knows
/// @param writer whom it has heard of lately as the writer; empty for nobody
/// @param number of its last line
/// @param hash of the line that was asked for, else of its last
record Reply(boolean isDone, long epoch, String writer, long number, String hash) {

  private static final int WORDS = 5;

  List<String> words() {
    return List.of(
        isDone ? "done" : "refused", Long.toString(epoch), writer, Long.toString(number), hash);
  }

  static Reply of(List<String> words) throws IOException {
    try {
      if (words.size() == WORDS) {
        return new Reply(
            words.getFirst().equals("done"),
            Long.parseLong(words.get(1)),
            words.get(2),
            Long.parseLong(words.get(3)),
            words.get(4));
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IOException("a node answers what is not known here: is it of another version?");
  }
}

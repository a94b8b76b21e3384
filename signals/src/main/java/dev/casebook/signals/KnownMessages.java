package dev.casebook.signals;

import java.util.List;

/// The messages of one log's lines whose hits are known.
final class KnownMessages {
  private static final int MESSAGES_MAX = 1 << 14;

  /// Messages may have so many shapes: users, addresses and ports have a few lengths.
  private static final int SHAPES_MAX = 32;

  /// By shape. What comes again is found first.
  private final KnownTexts[] known = new KnownTexts[SHAPES_MAX];

  private int shapes;
  private int messages;

  boolean isEmpty() {
    return messages == 0;
  }

  void clear() {
    shapes = 0;
    messages = 0;
  }

  /// Counts the line that begins at `line`, if its message is known.
  ///
  /// @param head which it has
  /// @param passed gets the message, if it is the block's first
  /// @return where the next line begins; -1 if the message is not known
  int pass(Block block, int line, KnownHeads.Head head, List<KnownMessage> passed) {
    byte[] bytes = block.bytes();
    int from = line + head.length();
    int to = block.to();
    long writer = head.writer().number();
    for (int i = 0; i < shapes; i++) {
      var texts = known[i];
      if (texts.pass(bytes, from, to, writer, line, passed)) {
        if (i > 0) {
          known[i] = known[0];
          known[0] = texts;
        }
        return from + texts.shape().length();
      }
    }
    return -1;
  }

  /// Whether a line's message is known.
  boolean isKnown(Block block, int line, KnownHeads.Head head) {
    for (int i = 0; i < shapes; i++) {
      if (known[i].isKnown(
          block.bytes(), line + head.length(), block.to(), head.writer().number())) {
        return true;
      }
    }
    return false;
  }

  /// Learns the message that begins at `from`.
  ///
  /// @param made its shape
  void learn(
      DigitShape made, byte[] bytes, int from, KnownHeads.Writer writer, List<KeptHit> hits) {
    if (messages == MESSAGES_MAX) { // they come and go
      clear();
    }
    if (texts(made).learn(bytes, from, writer.number(), hits)) {
      messages++;
    }
  }

  private KnownTexts texts(DigitShape shape) {
    for (int i = 0; i < shapes; i++) {
      if (known[i].shape().equals(shape)) {
        return known[i];
      }
    }
    if (shapes == SHAPES_MAX) {
      clear();
    }
    var made = new KnownTexts(shape);
    known[shapes++] = made;
    return made;
  }
}

package dev.casebook.signals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The signals whose patterns ask for certain digits, as in `error 24`: once other digits stand in
/// a message, they may have a hit there that they did not have before.
final class StrictSignals {
  /// So many messages are remembered.
  private static final int WITHOUT_MAX = 256;

  private final SnapshotScan scan;

  /// The signals that count, for which the strict ones are in hand.
  private boolean @Nullable [] signals;

  private final List<Strict> strict = new ArrayList<>();

  /// Messages in which none of them may have a hit.
  private final Set<ByteKey> without = new HashSet<>();

  private final ByteKey key = new ByteKey();
  private byte[] text = {};

  /// @param literals one of which stands in each message with a hit; as [#folded]
  private record Strict(int signal, List<byte[]> literals) {}

  StrictSignals(SnapshotScan scan) {
    this.scan = scan;
  }

  /// Whether some signal that counts and is none of `patterns` may have a hit in the message
  /// `bytes[from, to)` once other digits stand there.
  boolean mayHit(byte[] bytes, int from, int to, boolean[] counting, int[] patterns, int count) {
    turnTo(counting);
    if (strict.isEmpty()) {
      return false;
    }
    int length = fold(bytes, from, to);
    key.clear();
    key.add(text, 0, length);
    if (without.contains(key)) {
      return false;
    }
    boolean isNone = true;
    for (var signal : strict) {
      if (mayHit(signal, length)) {
        isNone = false;
        if (!isIn(signal.signal, patterns, count)) {
          return true;
        }
      }
    }
    if (isNone && without.size() < WITHOUT_MAX) {
      without.add(key.copy());
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality") // one array for each writer of lines
  private void turnTo(boolean[] counting) {
    if (counting == signals) {
      return;
    }
    signals = counting;
    strict.clear();
    without.clear();
    for (int i = 0; i < counting.length; i++) {
      var pattern = scan.pattern(i);
      if (counting[i] && !pattern.isBlindToDigits()) {
        strict.add(new Strict(i, pattern.literals().stream().map(StrictSignals::folded).toList()));
      }
    }
  }

  private static byte[] folded(String literal) {
    byte[] bytes = literal.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = folded(bytes[i]);
    }
    return bytes;
  }

  /// The letters of ASCII in lower case, and zeros for digits.
  private static byte folded(byte b) {
    if (b >= 'A' && b <= 'Z') {
      return (byte) (b - 'A' + 'a');
    }
    return b >= '0' && b <= '9' ? (byte) '0' : b;
  }

  private int fold(byte[] bytes, int from, int to) {
    int length = to - from;
    if (text.length < length) {
      text = new byte[length];
    }
    for (int i = 0; i < length; i++) {
      text[i] = folded(bytes[from + i]);
    }
    return length;
  }

  private static boolean isIn(int signal, int[] patterns, int count) {
    for (int i = 0; i < count; i++) {
      if (patterns[i] == signal) {
        return true;
      }
    }
    return false;
  }

  private boolean mayHit(Strict signal, int length) {
    return signal.literals.isEmpty()
        || signal.literals.stream().anyMatch(literal -> holds(literal, length));
  }

  private boolean holds(byte[] literal, int length) {
    for (int at = 0; at <= length - literal.length; at++) {
      int same = 0;
      while (same < literal.length && text[at + same] == literal[same]) {
        same++;
      }
      if (same == literal.length) {
        return true;
      }
    }
    return false;
  }
}

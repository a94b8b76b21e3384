package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What extension headers say of the member that follows them: GNU long names and pax records.
///
/// Of the pax records those that change what is read here are kept. Source: POSIX.1-2017, pax, "pax
/// Extended Header"; GNU tar manual, "Sparse Formats".
final class TarExtensions {
  private byte @Nullable [] name;
  private byte @Nullable [] target;
  private long size = -1;
  private @Nullable Long modifiedSeconds;
  private boolean sparse;
  private @Nullable Problem problem;

  /// What makes the member unusable: its own header says nothing true without these.
  Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  boolean isSparse() {
    return sparse;
  }

  byte[] nameOr(byte[] other) {
    return name == null ? other : name;
  }

  byte[] targetOr(byte[] other) {
    return target == null ? other : target;
  }

  long sizeOr(long other) {
    return size < 0 ? other : size;
  }

  long modifiedSecondsOr(long other) {
    return modifiedSeconds == null ? other : modifiedSeconds;
  }

  /// An extension header that was passed over for its size: too large, or no number at all.
  void unread(long bytes, int bytesMax) {
    problem =
        bytes < 0
            ? Problem.of(Problem.Kind.CORRUPT, "the size of its extended header is not a number")
            : Problem.of(
                Problem.Kind.LIMIT,
                "its extended header has %d bytes, more than %d".formatted(bytes, bytesMax));
  }

  /// The data of a GNU long name.
  void gnuName(byte[] data) {
    name = untilNul(data);
  }

  /// The data of a GNU long link target.
  void gnuTarget(byte[] data) {
    target = untilNul(data);
  }

  private static byte[] untilNul(byte[] data) {
    int end = 0;
    while (end < data.length && data[end] != 0) {
      end++;
    }
    return Arrays.copyOf(data, end);
  }

  /// The data of a pax header: records of `LENGTH KEY=VALUE\n`, where the length counts itself.
  void pax(byte[] data) {
    int at = 0;
    while (at < data.length && data[at] != 0) {
      int space = indexOf(data, ' ', at, at + 10);
      int length = space < 0 ? -1 : (int) decimal(data, at, space);
      int end = at + length;
      int equals = length < 0 || end > data.length ? -1 : indexOf(data, '=', space + 1, end);
      if (equals < 0 || data[end - 1] != '\n') {
        problem = Problem.of(Problem.Kind.CORRUPT, "its extended header is damaged");
        return;
      }
      record(new String(data, space + 1, equals - space - 1, US_ASCII), data, equals + 1, end - 1);
      at = end;
    }
  }

  private void record(String key, byte[] data, int from, int to) {
    switch (key) {
      case "path" -> name = Arrays.copyOfRange(data, from, to);
      case "linkpath" -> target = Arrays.copyOfRange(data, from, to);
      case "size" -> {
        size = decimal(data, from, to);
        if (size < 0) {
          problem = Problem.of(Problem.Kind.CORRUPT, "its size is not a number");
        }
      }
      case "mtime" -> modifiedSeconds = seconds(data, from, to);
      default -> sparse |= key.startsWith("GNU.sparse.");
    }
  }

  /// The whole seconds of `1700000000.123456789`; null when they are none.
  private static @Nullable Long seconds(byte[] data, int from, int to) {
    boolean negative = from < to && data[from] == '-';
    int point = indexOf(data, '.', from, to);
    long value = decimal(data, negative ? from + 1 : from, point < 0 ? to : point);
    return value < 0 ? null : negative ? -value : value;
  }

  private static int indexOf(byte[] data, char wanted, int from, int to) {
    for (int i = from; i < Math.min(to, data.length); i++) {
      if (data[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /// A number of one to eighteen digits, or -1.
  private static long decimal(byte[] data, int from, int to) {
    if (from >= to || to - from > 18) {
      return -1;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (data[i] < '0' || data[i] > '9') {
        return -1;
      }
      value = 10 * value + data[i] - '0';
    }
    return value;
  }
}

package dev.casebook.evidence.archive;

import java.util.HashMap;
import java.util.Map;

/// What all compressed files inside one source decompress to together: a thousand small bombs are
/// one. Each file counts with the furthest that it was read to, however often it is read.
///
/// Once the sum is out of proportion, as a single bomb's is, a file that is in proportion itself is
/// still read: those that are not cost the others nothing. May be used by any thread.
public final class Expansions {

  /// 1 MiB: output of a file below which its own proportion says nothing.
  private static final long FLOOR_BYTES = 1 << 20;

  private final Limits limits;
  private final Map<String, Reach> files = new HashMap<>();
  private long input;
  private long output;

  private record Reach(long input, long output) {}

  public Expansions(Limits limits) {
    this.limits = limits;
  }

  /// Notes how far a file was read.
  ///
  /// @param inputBytes of it that were used
  /// @param outputBytes what they decompressed to
  /// @return why it must not be read on; empty if it may be
  synchronized String noted(String file, long inputBytes, long outputBytes) {
    var before = files.getOrDefault(file, new Reach(0, 0));
    if (outputBytes > before.output) {
      files.put(file, new Reach(Math.max(inputBytes, before.input), outputBytes));
      input += Math.max(0, inputBytes - before.input);
      output += outputBytes - before.output;
    }
    if (output > limits.totalBytes()) {
      return "all compressed files together hold more than the %d bytes allowed"
          .formatted(limits.totalBytes());
    }
    boolean isBomb =
        outputBytes > FLOOR_BYTES
            && outputBytes / limits.ratio() > inputBytes
            && limits.expansion(() -> input).isExceeded(output);
    return isBomb
        ? "it expands more than %d times, and so do all compressed files together"
            .formatted(limits.ratio())
        : "";
  }
}

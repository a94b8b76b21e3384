package dev.casebook.evidence;

import java.time.Duration;

/// How much of a host is taken, and how long it may take: looking at it must not be felt there.
///
/// @param pieceBytes of one output or file; of a larger log its end is taken
/// @param togetherBytes files up to this size come together with others
/// @param siftedBytes of a log that is looked through there for the lines that are wanted
/// @param pieceSeconds for one command
/// @param allBytes of the whole host
/// @param silence after this without a byte the piece in hand is given up
/// @param all for the whole host
record GatherLimits(
    long pieceBytes,
    long togetherBytes,
    long siftedBytes,
    int pieceSeconds,
    long allBytes,
    Duration silence,
    Duration all) {

  /// The largest pieces are the journal of a busy host, its tracked connections, its main log.
  private static final long PIECE_BYTES = 256L << 20;

  private static final long TOGETHER_BYTES = 4L << 20;

  /// Looking through it takes some seconds, and the silence below is not reached.
  private static final long SIFTED_BYTES = 1L << 30;

  private static final int PIECE_SECONDS = 10;
  private static final long ALL_BYTES = 2L << 30;

  /// Twice what one command may take.
  private static final Duration SILENCE = Duration.ofSeconds(20);

  private static final Duration ALL = Duration.ofMinutes(5);

  static final GatherLimits USUAL =
      new GatherLimits(
          PIECE_BYTES, TOGETHER_BYTES, SIFTED_BYTES, PIECE_SECONDS, ALL_BYTES, SILENCE, ALL);

  /// The same with each file by itself and whole, so that it can be told which one hangs.
  GatherLimits oneByOne() {
    return new GatherLimits(pieceBytes, -1, 0, pieceSeconds, allBytes, silence, all);
  }
}

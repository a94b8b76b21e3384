package dev.casebook.wings.accounts;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Messages that were right, broken as networks and attackers break them: the same seed gives the
/// same ones.
public final class Mutations {

  private static final int[] EDGES = {0, 1, 2, 0x7f, 0x80, 0x84, 0xfe, 0xff};
  private static final int STEPS_MAX = 4;

  private final Random random;
  private final List<byte[]> corpus;

  public Mutations(long seed, List<byte[]> corpus) {
    random = new Random(seed);
    this.corpus = List.copyOf(corpus);
  }

  public byte[] next() {
    byte[] message = some().clone();
    for (int i = 1 + random.nextInt(STEPS_MAX); i > 0 && message.length > 0; i--) {
      message = broken(message);
    }
    return message;
  }

  private byte[] some() {
    return corpus.get(random.nextInt(corpus.size()));
  }

  private byte[] broken(byte[] message) {
    int at = random.nextInt(message.length);
    int to = at + random.nextInt(Math.min(32, message.length - at) + 1);
    return switch (random.nextInt(8)) {
      case 0 -> with(message, at, message[at] ^ (1 << random.nextInt(8)));
      case 1 -> with(message, at, EDGES[random.nextInt(EDGES.length)]);
      case 2 -> with(message, at, random.nextInt(256));
      case 3 -> joined(Arrays.copyOf(message, at), Arrays.copyOfRange(message, to, message.length));
      case 4 ->
          joined(
              Arrays.copyOf(message, to),
              joined(
                  Arrays.copyOfRange(message, at, to),
                  Arrays.copyOfRange(message, to, message.length)));
      case 5 -> Arrays.copyOf(message, at);
      case 6 -> {
        var other = some();
        yield joined(
            Arrays.copyOf(message, at),
            Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
      }
      default -> {
        var noise = new byte[1 + random.nextInt(64)];
        random.nextBytes(noise);
        yield joined(
            Arrays.copyOf(message, at),
            joined(noise, Arrays.copyOfRange(message, at, message.length)));
      }
    };
  }

  private static byte[] with(byte[] message, int at, int value) {
    message[at] = (byte) value;
    return message;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}

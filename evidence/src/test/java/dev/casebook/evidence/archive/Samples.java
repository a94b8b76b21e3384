package dev.casebook.evidence.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Bytes that archives are made of in tests, the same for the same seed.
final class Samples {
  private Samples() {}

  /// Lines as a system log has them: mostly alike, with numbers that differ.
  static byte[] log(long seed, int size) {
    var random = new Random(seed);
    var text = new StringBuilder(size + 200);
    for (int second = 0; text.length() < size; second += random.nextInt(3)) {
      text.append(
          "Mar 14 %02d:%02d:%02d web1 "
              .formatted(second / 3600 % 24, second / 60 % 60, second % 60));
      switch (random.nextInt(3)) {
        case 0 ->
            text.append(
                "kernel: [%d.%06d] eth0: link up\n".formatted(second, random.nextInt(1_000_000)));
        case 1 ->
            text.append(
                "sshd[%d]: Accepted publickey for root from 203.0.113.%d\n"
                    .formatted(random.nextInt(30_000), random.nextInt(256)));
        default ->
            text.append(
                "kubelet[812]: probe %s failed: %x\n"
                    .formatted("x".repeat(random.nextInt(40)), random.nextLong()));
      }
    }
    return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), size);
  }

  static byte[] noise(long seed, int size) {
    var bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /// Text, noise, zeros and short cycles one after another, so that every kind of code is met.
  static byte[] mixture(long seed, int size) {
    var random = new Random(seed);
    var out = new ByteArrayOutputStream(size);
    while (out.size() < size) {
      int length = 1 + random.nextInt(60_000);
      out.writeBytes(
          switch (random.nextInt(4)) {
            case 0 -> log(random.nextLong(), length);
            case 1 -> noise(random.nextLong(), length);
            case 2 -> new byte[length];
            default -> cycle(noise(random.nextLong(), 1 + random.nextInt(30)), length);
          });
    }
    return Arrays.copyOf(out.toByteArray(), size);
  }

  private static byte[] cycle(byte[] unit, int length) {
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = unit[i % unit.length];
    }
    return bytes;
  }

  /// A copy with up to four bytes that are others.
  static byte[] damaged(byte[] whole, Random random) {
    var damaged = whole.clone();
    for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
    }
    return damaged;
  }

  static byte[] join(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}

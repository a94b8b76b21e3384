package dev.casebook.evidence.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Bytes of strangers as a stream that ends where they end, where they are damaged or where its
/// bound is, and says afterwards what was wrong.
///
/// Reading never throws for what the evidence holds: whatever a decoder throws becomes a [Problem]
/// here, after every byte before it has been read. The one place where such exceptions are caught.
public final class BoundedStream extends InputStream {
  private static final int DISCARDED_BYTES = 1 << 16;

  /// 256 KiB: how often a bound shared with others is looked at.
  private static final int NOTED_BYTES = 1 << 18;

  private final InputStream in;
  private final long bytesMax;
  private final @Nullable Expansion expansion;
  private Shared shared = (input, output) -> "";
  private long count;
  private long noted;
  private boolean ended;
  private @Nullable Problem problem;

  /// How far the output may outgrow the input that it was decoded from: past `floor` bytes of
  /// output, `ratio` times.
  record Expansion(LongSupplier inputBytes, int ratio, long floor) {
    boolean isExceeded(long outputBytes) {
      return outputBytes > floor && outputBytes / ratio > inputBytes.getAsLong();
    }
  }

  /// A bound that this stream shares with others.
  private interface Shared {
    /// @return why this stream has to end; empty if it may go on
    String noted(long inputBytes, long outputBytes);
  }

  /// Counts this stream among those of a source, as what one of its files decompresses to.
  public BoundedStream within(Expansions all, String file) {
    if (expansion != null) {
      shared = (input, output) -> all.noted(file, input, output);
    }
    return this;
  }

  /// A stream without bytes.
  static BoundedStream empty() {
    return new BoundedStream(InputStream.nullInputStream(), Long.MAX_VALUE);
  }

  /// @param bytesMax the output cap
  BoundedStream(InputStream in, long bytesMax) {
    this(in, bytesMax, null);
  }

  BoundedStream(InputStream in, long bytesMax, @Nullable Expansion expansion) {
    this.in = in;
    this.bytesMax = bytesMax;
    this.expansion = expansion;
  }

  /// What ended the stream before its time, or what should be known of its end. Complete once a
  /// read has returned -1.
  public Optional<Problem> problem() {
    return Optional.ofNullable(problem);
  }

  /// How many bytes have been read or skipped.
  public long count() {
    return count;
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, to.length);
    if (length == 0) {
      return 0;
    }
    if (ended) {
      return -1;
    }
    if (count >= bytesMax) {
      return atBound();
    }
    int got = decode(to, offset, (int) Math.min(length, bytesMax - count));
    if (got < 0) {
      ended = true;
      return -1;
    }
    pass(got);
    return got;
  }

  private void pass(long bytes) {
    count += bytes;
    if (expansion != null && expansion.isExceeded(count)) {
      end(
          Problem.Kind.LIMIT,
          "expands more than %d times, as a compression bomb does".formatted(expansion.ratio()));
    } else if (expansion != null && count > noted + NOTED_BYTES) {
      noted = count;
      var reason = shared.noted(expansion.inputBytes().getAsLong(), count);
      if (!reason.isEmpty()) {
        end(Problem.Kind.LIMIT, reason);
      }
    }
  }

  /// At the bound, one byte more tells a stream cut off from one that just fits.
  private int atBound() {
    if (decode(new byte[1], 0, 1) > 0) {
      end(Problem.Kind.LIMIT, "more than the %d bytes allowed".formatted(bytesMax));
    }
    ended = true;
    return -1;
  }

  @Override
  public int read(byte[] to) {
    return read(to, 0, to.length);
  }

  /// Passes over as much of `count` as there is, and says how much that was.
  @Override
  public long skip(long count) {
    long left = count;
    while (left > 0) {
      long passed = jump(left);
      if (passed == 0) {
        passed = read(new byte[(int) Math.min(left, DISCARDED_BYTES)]);
      }
      if (passed < 0) {
        break;
      }
      left -= passed;
    }
    return count - left;
  }

  /// Skips in the input itself where that can be cheaper than reading; not always all of it.
  private long jump(long wanted) {
    if (ended || !(in instanceof Previewed previewed)) {
      return 0;
    }
    try {
      long jumped = previewed.skip(Math.min(wanted, bytesMax - count));
      pass(jumped);
      return jumped;
    } catch (IOException failing) {
      // The next read meets it again.
      return 0;
    }
  }

  @Override
  public byte[] readAllBytes() {
    return readNBytes(Integer.MAX_VALUE);
  }

  @Override
  public byte[] readNBytes(int count) {
    try {
      return super.readNBytes(count);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Override
  public int readNBytes(byte[] to, int offset, int count) {
    try {
      return super.readNBytes(to, offset, count);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// The next bytes without using them up, where the input below can tell them; else none.
  byte[] head(int count) {
    return in instanceof Previewed previewed ? previewed.head(count) : new byte[0];
  }

  /// Why the bytes are none that anybody here reads; before the first of them was.
  Optional<Problem> unread() {
    byte[] head = head(UnreadForm.SHORT_HEAD_BYTES);
    boolean mayBeImage = head.length > 0 && head[0] == 0;
    return UnreadForm.of(mayBeImage ? head(UnreadForm.HEAD_BYTES) : head)
        .map(form -> new Problem(form.kind(), "", "is " + form.reason()));
  }

  private int decode(byte[] to, int offset, int length) {
    try {
      return in.read(to, offset, length);
    } catch (Damage damage) {
      end(damage.kind, damage.reason());
    } catch (EOFException early) {
      end(Problem.Kind.TRUNCATED, "the data stops early");
    } catch (IOException failure) {
      end(Problem.Kind.UNREADABLE, "reading failed: " + failure.getMessage());
    } catch (RuntimeException inDecoder) {
      end(Problem.Kind.CORRUPT, "cannot be decoded (" + inDecoder + ")");
    }
    return -1;
  }

  private void end(Problem.Kind kind, String reason) {
    ended = true;
    String outcome =
        switch (kind) {
          case TRUNCATED -> "truncated after %d bytes: %s";
          case CORRUPT -> "damaged after %d bytes: %s";
          case UNSUPPORTED, ENCRYPTED, UNSAFE -> "not read after %d bytes: %s";
          case LIMIT -> "cut after %d bytes: %s";
          case UNREADABLE -> "unreadable after %d bytes: %s";
          case NOTICE -> "%d bytes, %s";
        };
    problem = Problem.of(kind, outcome.formatted(count, reason));
  }

  @Override
  public void close() throws IOException {
    ended = true;
    in.close();
  }
}

package dev.casebook.evidence.archive;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZInputStream;

/// The libraries that decode, with what they say of bad data told as [Damage].
final class Decoders {

  private Decoders() {}

  static InputStream xz(InputStream source, long windowMax) {
    int kib = (int) Math.min(Integer.MAX_VALUE, windowMax >> 10);
    return new Lazy(() -> new XZInputStream(source, kib));
  }

  static InputStream bzip2(InputStream source) {
    return new Lazy(() -> new BZip2CompressorInputStream(source, true));
  }

  /// Windows up to 8 MiB, which is what `zstd` makes unless it is told otherwise.
  static InputStream zstd(InputStream source) {
    return new Lazy(() -> new ZstdInputStream(source));
  }

  /// A decoder that is made at the first read, so that a bad header is damage of the stream and no
  /// failure to open it.
  private static final class Lazy extends InputStream {

    private interface Making {
      InputStream make() throws IOException;
    }

    private final Making making;
    private @Nullable InputStream made;

    Lazy(Making making) {
      this.making = making;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      try {
        if (made == null) {
          made = making.make();
        }
        return made.read(to, offset, length);
      } catch (MemoryLimitException e) {
        throw Damage.limit("needs more memory for its window than is allowed");
      } catch (UnsupportedOptionsException e) {
        throw Damage.unsupported(reason(e));
      } catch (Damage | java.io.EOFException e) {
        throw e;
      } catch (IOException | UncheckedIOException e) {
        throw Damage.corrupt(reason(e));
      }
    }

    private static String reason(Exception e) {
      var message = e.getMessage();
      return message == null || message.isEmpty() ? "it can't be decoded" : message;
    }

    @Override
    public void close() throws IOException {
      if (made != null) {
        made.close();
      }
    }
  }
}

package dev.casebook.evidence.archive;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.Closeable;
import java.nio.ByteBuffer;

/// A decoder of libzstd. Its window lies outside the heap until it is closed, by the thread that
/// decodes.
///
/// The library is the file that the property `ZstdNativePath` names, else zstd-jni unpacks its own
/// into a temporary folder.
final class ZstdLibrary implements Closeable {
  /// As far as the format's window goes on 64 bits; what is allowed, [ZstdStream] knows.
  private static final int WINDOW_LOG_MAX = 31;

  private final ZstdDecompressCtx context = new ZstdDecompressCtx().setLongMax(WINDOW_LOG_MAX);

  private ZstdLibrary() {}

  /// Begins a decoder; where the library cannot be loaded, that is the evidence's shortcoming.
  static ZstdLibrary decoder() throws Damage {
    try {
      return new ZstdLibrary();
    } catch (LinkageError absent) {
      var reason = String.valueOf(absent.getMessage()).lines().findFirst().orElse("");
      throw Damage.unsupported("the zstd library cannot be used here: " + reason);
    }
  }

  /// Decodes all of `in` into `out`, which has room for a block.
  ///
  /// @throws ZstdException if the bytes are damaged
  void decode(ByteBuffer in, ByteBuffer out) {
    while (in.hasRemaining() && out.hasRemaining()) {
      context.decompressByteBufferStream(out, in);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}

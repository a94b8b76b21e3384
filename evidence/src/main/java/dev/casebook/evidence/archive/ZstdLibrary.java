package dev.casebook.evidence.archive;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.util.Native;
import java.io.Closeable;
import java.io.File;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// A decoder of libzstd. Its window lies outside the heap until it is closed, by the thread that
/// decodes.
final class ZstdLibrary implements Closeable {
  /// As far as the format's window goes on 64 bits; what is allowed, [ZstdStream] knows.
  private static final int WINDOW_LOG_MAX = 31;

  private static final String FILE = "libzstd-jni.so";

  private final ZstdDecompressCtx context = new ZstdDecompressCtx().setLongMax(WINDOW_LOG_MAX);

  private ZstdLibrary() {}

  /// Begins a decoder; where the library cannot be loaded, that is the evidence's shortcoming.
  static ZstdLibrary decoder() throws Damage {
    try {
      load();
      return new ZstdLibrary();
    } catch (LinkageError absent) {
      throw Damage.unsupported("the zstd library cannot be used here: " + absent.getMessage());
    }
  }

  /// Takes the library that lies beside its jar; without one it unpacks its own into a temporary
  /// folder.
  private static synchronized void load() {
    if (Native.isLoaded()) {
      return;
    }
    var source = Native.class.getProtectionDomain().getCodeSource();
    if (source != null && "file".equals(source.getLocation().getProtocol())) {
      File file =
          Path.of(URI.create(source.getLocation().toString())).resolveSibling(FILE).toFile();
      if (file.exists()) {
        Native.load(file);
        return;
      }
    }
    Native.load();
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

package dev.casebook.evidence;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/// The bytes of a file that may be compressed, known by its first bytes and not by its name.
final class Decompression {

  /// The largest window that xz -9 needs is 65 MiB; more is no bundle.
  private static final int MEMORY_KIB_MAX = 100 * 1024;

  private static final int BUFFER_BYTES = 64 * 1024;

  private Decompression() {}

  static InputStream of(InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in, BUFFER_BYTES);
    buffered.mark(8);
    byte[] head = buffered.readNBytes(6);
    buffered.reset();
    if (startsWith(head, 0x1f, 0x8b)) {
      return new GZIPInputStream(buffered, BUFFER_BYTES);
    }
    if (startsWith(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return new XZInputStream(buffered, MEMORY_KIB_MAX);
    }
    if (startsWith(head, 'B', 'Z', 'h')) {
      return new BZip2CompressorInputStream(buffered, true);
    }
    if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) {
      return new ZstdInputStream(buffered);
    }
    return buffered;
  }

  private static boolean startsWith(byte[] head, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= head.length || (head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}

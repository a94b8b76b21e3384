package dev.casebook.wings.etcd.store;

import dev.casebook.wings.etcd.bbolt.Damage;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.Fault;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The end of a snapshot file: the SHA-256 of everything before it. A member's own file has none.
public final class Trailer {

  static final int BYTES = 32;

  private static final int CHUNK_BYTES = 1 << 26;

  private Trailer() {}

  /// Whether the file ends in one: pages fill the rest of it.
  public static boolean isOn(MemorySegment file, int pageSize) {
    return file.byteSize() % pageSize == BYTES;
  }

  /// Logs an end that neither a member's own file has, which is whole pages, nor a snapshot.
  public static void checkEnd(MemorySegment file, int pageSize, DamageLog damages) {
    var left = file.byteSize() % pageSize;
    if (left != 0 && left != BYTES) {
      damages.report(
          Fault.DIGEST,
          Damage.WHOLE_FILE,
          () ->
              "the file ends "
                  + left
                  + " bytes behind a page: a snapshot that was cut or lengthened");
    }
  }

  /// Whether the digest is that of the file; reads all of it. What is wrong is logged.
  public static boolean matches(MemorySegment file, DamageLog damages) {
    var content = file.byteSize() - BYTES;
    var digest = sha256();
    for (var at = 0L; at < content; at += CHUNK_BYTES) {
      digest.update(file.asSlice(at, Math.min(CHUNK_BYTES, content - at)).asByteBuffer());
    }
    var stored = file.asSlice(content, BYTES).toArray(ValueLayout.JAVA_BYTE);
    var matches = MessageDigest.isEqual(digest.digest(), stored);
    if (!matches) {
      damages.report(
          Fault.DIGEST,
          Damage.WHOLE_FILE,
          () -> "the SHA-256 at its end is not that of the bytes before it");
    }
    return matches;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package dev.casebook.wings.etcd.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPInputStream;

/// The files of two members that parted ways at revision 20: both written by etcd 3.4, compacted to
/// revision 5. Pod `old` lived in revisions 2 and 3; deployment `shop/web` was written at 4, 5, 6,
/// 11, 12 and 20; widget `shop/w1` was deleted at 10 and 18; config map `shop/settings` was written
/// at 7, and at 21 written again in A and deleted in B.
final class EtcdMembers {

  private EtcdMembers() {}

  static String a(Path folder) {
    return written(folder.resolve("a.db"), bytes("member-a.db.gz")).toString();
  }

  static String b(Path folder) {
    return written(folder.resolve("b.db"), bytes("member-b.db.gz")).toString();
  }

  static byte[] bytes(String name) {
    try (var stream = EtcdMembers.class.getResourceAsStream(name);
        var unpacked = new GZIPInputStream(stream)) {
      return unpacked.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Last written long ago, so that nobody is thought to be writing it.
  static Path written(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
      Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

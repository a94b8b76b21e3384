package dev.casebook.wings.etcd.store;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// A real member's file with any pieces of it written over. A piece is told by its page (one byte),
/// its offset in the page (two bytes), its length (one byte), and its bytes.
class MemberFuzz {

  static Stream<byte[]> seeds() {
    return Stream.of(
        new byte[] {2, 0, 10, 2, 9, 9},
        new byte[] {3, 0, 8, 1, 2, 5, 0, 16, 4, 1, 0, 0, 0},
        new byte[] {0, 0, 16, 1, 0, 7, 0, 40, 3, 'k', 'e', 'y'},
        new byte[200]);
  }

  @MethodSource("seeds")
  @FuzzTest
  void everyReaderEndsInAnAccount(byte[] pieces) {
    var file = Sample.MEMBER.clone();
    var in = ByteBuffer.wrap(pieces);
    while (in.remaining() > 4) {
      var page = (in.get() & 0xFF) % (file.length / Sample.PAGE_SIZE);
      var offset = (in.getShort() & 0xFFFF) % Sample.PAGE_SIZE;
      var at = page * Sample.PAGE_SIZE + offset;
      var length = Math.min(Math.min(in.get() & 0xFF, in.remaining()), file.length - at);
      in.get(file, at, length);
    }
    MutationTest.readAll(file);
  }
}

package dev.casebook.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramesTest {

  private static final String NONCE = "0123456789abcdef0123456789abcdef";

  private static List<String> read(InputStream in) throws IOException {
    var pieces = new ArrayList<String>();
    try (var frames = new Frames(in, NONCE)) {
      for (var head = frames.next(); head.isPresent(); head = frames.next()) {
        var body = new ByteArrayOutputStream();
        frames.body(body);
        pieces.add(head.get() + "=" + body.toString(StandardCharsets.ISO_8859_1));
      }
    }
    return pieces;
  }

  private static byte[] bytes(String text) {
    return text.replace("@", NONCE).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatComesBeforeTheFirstPieceIsPassedOver() throws IOException {
    var stream = bytes("Welcome\nto web1\n@ B 0\n\n@ K /a\none\ntwo\n\n@ K /b\n\n@ .\n");
    assertThat(read(new ByteArrayInputStream(stream)))
        .containsExactly("B 0=", "K /a=one\ntwo\n", "K /b=", ".=");
  }

  @Test
  void aPieceMayHoldWhatLooksLikeABeginning() throws IOException {
    var stream = bytes("\n@ K /a\n@x\n@\n\n0123 K /b\n\n@ .\n");
    assertThat(read(new ByteArrayInputStream(stream)))
        .containsExactly("K /a=" + NONCE + "x\n" + NONCE + "\n\n0123 K /b\n", ".=");
  }

  @Test
  void aStreamThatIsCutGivesWhatCame() throws IOException {
    assertThat(read(new ByteArrayInputStream(bytes("\n@ K /a\nhal")))).containsExactly("K /a=hal");
    assertThat(read(new ByteArrayInputStream(bytes("\n@ K /a")))).isEmpty();
    assertThat(read(new ByteArrayInputStream(bytes("no more than a banner")))).isEmpty();
  }

  @Test
  void theSizeOfReadsDoesNotMatter() throws IOException {
    var random = new Random(7);
    var body = new StringBuilder();
    for (int i = 0; i < 300_000; i++) {
      body.append("\n0a ".charAt(random.nextInt(4)));
    }
    var stream = bytes("\n@ G 1\n" + body + "\n@ .\n");
    var slow =
        new ByteArrayInputStream(stream) {
          @Override
          public int read(byte[] to, int offset, int length) {
            return super.read(to, offset, Math.min(length, 1 + random.nextInt(40)));
          }
        };
    assertThat(read(slow)).containsExactly("G 1=" + body, ".=");
  }
}

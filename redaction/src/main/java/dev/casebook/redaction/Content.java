package dev.casebook.redaction;

import dev.casebook.evidence.Rewritable;
import dev.casebook.evidence.archive.BoundedStream;
import dev.casebook.evidence.archive.Compression;
import dev.casebook.evidence.archive.Limits;
import dev.casebook.evidence.archive.Problem;
import dev.casebook.evidence.archive.Utf8Stream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/// A member's bytes without compression, and what they are.
///
/// @param form text or not
/// @param bytes decompressed, from the first on
record Content(Form form, Compression compression, InputStream bytes, BoundedStream below) {

  sealed interface Form {}

  record Text() implements Form {}

  /// No text, of a form that a wing knows.
  record Known(Rewritable form) implements Form {}

  /// @param reason why it can't be written again; follows its name in a sentence
  record Other(String reason) implements Form {}

  /// What a file is, is told by this much of it.
  private static final int HEAD_BYTES = 1 << 13;

  /// A log may hold a stray byte; more than one in as many are no text.
  private static final int CONTROLS_SHARE = 200;

  /// @param forms that are no text and can be written again
  static Content of(String path, InputStream in, List<Rewritable> forms) throws IOException {
    var opened = Compression.open(in, Limits.DEFAULT);
    var unread = opened.unread(path);
    if (unread.isPresent()) {
      return new Content(
          new Other("is " + unread.get().reason()),
          opened.compression(),
          opened.bytes(),
          opened.bytes());
    }
    if (!opened.compression().isRead()) {
      return new Content(
          new Other("is compressed with " + opened.compression()),
          opened.compression(),
          opened.bytes(),
          opened.bytes());
    }
    var decoded = new BufferedInputStream(opened.bytes(), HEAD_BYTES * 2);
    var head = head(decoded, Rewritable.HEAD_BYTES);
    var known = forms.stream().filter(form -> form.isHead(head)).findFirst();
    if (known.isPresent()) {
      return new Content(new Known(known.get()), opened.compression(), decoded, opened.bytes());
    }
    var text = new BufferedInputStream(Utf8Stream.of(decoded), HEAD_BYTES * 2);
    var form =
        isText(head(text, HEAD_BYTES))
            ? new Text()
            : new Other("is no text and of a form that is not written again");
    return new Content(form, opened.compression(), text, opened.bytes());
  }

  private static byte[] head(BufferedInputStream in, int bytes) throws IOException {
    in.mark(bytes);
    var head = in.readNBytes(bytes);
    in.reset();
    return head;
  }

  /// Zeros stand between words in files of /proc, and nothing else does that is no text then.
  static boolean isText(byte[] head) {
    int zeros = 0;
    int controls = 0;
    for (byte b : head) {
      boolean isPlain = b < 0 || b >= ' ' || (b >= 7 && b <= 13) || b == 0x1b;
      zeros += b == 0 ? 1 : 0;
      controls += isPlain || b == 0 ? 0 : 1;
    }
    return zeros == 0
        ? controls * CONTROLS_SHARE <= head.length
        : controls == 0 && zeros * 3 <= head.length;
  }

  /// What was wrong with the bytes, once they are read.
  Optional<Problem> problem() {
    return below.problem().filter(problem -> problem.kind() != Problem.Kind.NOTICE);
  }
}

package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a file's name promises and its first bytes do not keep: an archive whose beginning is
/// damaged or missing, or a later part of a split one, which has no beginning of its own.
final class PromisedForm {
  private static final Pattern SPLIT_ZIP = Pattern.compile("z(ip|[0-9]{2,3})");

  private static final Set<String> NAMED =
      Set.of(
          "tar", "gz", "tgz", "xz", "txz", "lzma", "bz2", "tbz", "tbz2", "zst", "tzst", "7z",
          "rar");

  private PromisedForm() {}

  /// The problem with a file of this name that begins so, and in no form that is known. Text is
  /// read whatever its name.
  static Optional<Problem> broken(String file, byte[] head) {
    var ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    boolean isZip = ending.startsWith("z") && SPLIT_ZIP.matcher(ending).matches();
    if (head.length == 0 || (!isZip && !NAMED.contains(ending)) || isText(head)) {
      return Optional.empty();
    }
    var reason =
        "is named .%s and does not begin as such a file: it is damaged%s"
            .formatted(ending, isZip ? ", or a part of a split archive; join its parts first" : "");
    return Optional.of(new Problem(Problem.Kind.CORRUPT, "", reason));
  }

  private static boolean isText(byte[] head) {
    // Its last character may be cut.
    var decoded =
        UTF_8.newDecoder().decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length), false);
    return Utf8Stream.utf16(head) != null
        || (!decoded.isError() && new String(head, ISO_8859_1).indexOf(0) < 0);
  }
}

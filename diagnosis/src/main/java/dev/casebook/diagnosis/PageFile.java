package dev.casebook.diagnosis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// The text of a note, translation or view, which may come from a stranger: a link is not followed,
/// since it may lead to any file of the reader's, and a file that no person wrote is not read.
final class PageFile {

  static final int BYTES_MAX = 256 * 1024;

  private PageFile() {}

  static String text(Path file) throws UnusableFile {
    if (Files.isSymbolicLink(file)) {
      throw new UnusableFile(
          file, 1, "it is a symbolic link, which is not followed; copy the file");
    }
    try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      var bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new UnusableFile(
            file, 1, "it is longer than " + BYTES_MAX / 1024 + " KiB, which no note needs");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IOException e) {
      throw UnusableFile.unreadable(file, e);
    }
  }
}

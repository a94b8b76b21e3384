package dev.casebook.wings.pki.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// What a file is, as the journal compares it: its content's SHA-256, mode and owner.
record FileState(String hash, Attributes attributes) {

  /// Larger ones are no part of an authority's folder.
  static final long BYTES_MAX = 64 * 1024 * 1024;

  /// @param mode its permissions as octal digits say them
  record Attributes(int mode, int user, int group) {

    /// Those of the file that is there; else this mode and the owner of the nearest folder.
    static Attributes kept(Path path, int mode) {
      try {
        if (Files.isRegularFile(path)) {
          return of(path);
        }
        for (var folder = path.getParent(); folder != null; folder = folder.getParent()) {
          if (Files.isDirectory(folder)) {
            var owner = of(folder);
            return new Attributes(mode, owner.user(), owner.group());
          }
        }
        return new Attributes(mode, 0, 0);
      } catch (IOException e) {
        return new Attributes(mode, 0, 0);
      }
    }

    static Attributes of(Path path) throws IOException {
      return new Attributes(
          number(path, "unix:mode") & 07777, number(path, "unix:uid"), number(path, "unix:gid"));
    }

    private static int number(Path path, String name) throws IOException {
      return (Integer) Files.getAttribute(path, name);
    }

    String text() {
      return Integer.toOctalString(mode) + ":" + user + ":" + group;
    }
  }

  String text() {
    return attributes.text() + ":" + hash;
  }

  static Optional<FileState> parse(String text) {
    if (text.equals("-")) {
      return Optional.empty();
    }
    var parts = text.split(":");
    return Optional.of(
        new FileState(
            parts[3],
            new Attributes(
                Integer.parseInt(parts[0], 8),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]))));
  }

  /// Empty if there is no such file.
  static Optional<FileState> of(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(path) || Files.size(path) > BYTES_MAX) {
      throw new IOException(path + " is no file of an authority");
    }
    return Optional.of(new FileState(hash(Files.readAllBytes(path)), Attributes.of(path)));
  }

  static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

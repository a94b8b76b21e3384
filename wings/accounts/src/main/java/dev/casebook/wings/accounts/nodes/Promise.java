package dev.casebook.wings.accounts.nodes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The highest epoch that a node knows, and whom it has promised to follow in it: on the disk
/// before anybody is told, in `epoch` of the state folder.
///
/// @param node empty where nobody
record Promise(long epoch, String node) {

  static final Promise NONE = new Promise(0, "");

  static Promise in(Path folder) throws IOException {
    var file = file(folder);
    if (!Files.exists(file)) {
      return NONE;
    }
    var words = Files.readString(file).strip().split(" ", -1);
    try {
      return new Promise(Long.parseLong(words[0]), words.length > 1 ? words[1] : "");
    } catch (NumberFormatException e) {
      throw new IOException(file + " holds no epoch", e);
    }
  }

  void keepIn(Path folder) throws IOException {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var fresh = folder.resolve("epoch.new");
    Files.deleteIfExists(fresh);
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(fresh, options, mode)) {
      channel.write(
          ByteBuffer.wrap("%d %s\n".formatted(epoch, node).getBytes(StandardCharsets.UTF_8)));
      channel.force(true);
    }
    Files.move(fresh, file(folder), StandardCopyOption.ATOMIC_MOVE);
    try (var directory = FileChannel.open(folder)) {
      directory.force(true);
    }
  }

  private static Path file(Path folder) {
    return folder.resolve("epoch");
  }
}

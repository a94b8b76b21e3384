package dev.casebook.wings.accounts.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A file of a folder of accounts, wherever the folder is.
///
/// @param name relative to the folder
/// @param size in bytes
public record FolderFile(String name, long size, Content content) {

  /// What reads it.
  @FunctionalInterface
  public interface Content {
    byte[] read() throws IOException;
  }

  /// Whether a file of this name is read at all: YAML, and nothing hidden.
  ///
  /// @param name with slashes
  public static boolean isWanted(String name) {
    return !name.startsWith(".")
        && !name.contains("/.")
        && (name.endsWith(".yaml") || name.endsWith(".yml"));
  }

  String text() throws IOException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content.read())).toString();
  }
}

package dev.casebook.evidence;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// Why a file can't be read or written, in words: the messages of Java's exceptions are often the
/// file's name alone.
public final class Reason {

  private Reason() {}

  /// Follows the name of the file and a colon.
  public static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case CharacterCodingException _ -> "is not UTF-8 text";
      case FileSystemException system when system.getReason() != null ->
          String.valueOf(system.getReason());
      default -> String.valueOf(e.getMessage());
    };
  }
}

package dev.casebook.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What lies at one path of a source, links not followed.
sealed interface Node {

  /// A regular file.
  ///
  /// @param size in bytes; 0 for files of /proc, which tell no size
  /// @param shortcoming why its bytes are not all there, or null
  record File(long size, @Nullable Instant modified, @Nullable String shortcoming, Opening opening)
      implements Node {}

  /// A member of an archive whose bytes were passed over, for nobody knew that they are wanted.
  ///
  /// @param member which, for a hard link to it; empty for itself
  record NotKept(String member) implements Node {}

  /// A folder; its names are told by [Nodes#names].
  record Folder() implements Node {}

  /// A symbolic link, with its target as it was written.
  record Link(String target) implements Node {}

  /// Something that should be a file and whose bytes can't be had: a refused member of an archive,
  /// a link to nothing, a folder that may not be listed.
  ///
  /// @param reason follows the path in a sentence: `is a link to x, which is not in the source`
  record Unreadable(String reason) implements Node {}

  /// Nothing, or what stands for nothing.
  record Absent() implements Node {}

  NotKept NOT_KEPT = new NotKept("");
  Folder FOLDER = new Folder();
  Absent ABSENT = new Absent();

  /// What is read would never end, or nobody may ever write it.
  Unreadable SPECIAL = new Unreadable("is a pipe, socket or device");

  /// Bytes that can't be had.
  record Closed(String reason) implements Opening {
    @Override
    public InputStream open() throws IOException {
      throw new IOException(reason);
    }
  }
}

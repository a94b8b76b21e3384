package dev.casebook.wings.etcd.tool;

import dev.casebook.evidence.Progress;
import java.nio.file.Path;
import java.util.Optional;

/// How a file is to be opened.
///
/// @param copy where a checked copy is to be kept, if it is
/// @param writers tells whether the file is likely to be in use
public record Opening(Optional<Path> copy, Writers writers, Progress progress) {

  public static Opening of(Writers writers) {
    return new Opening(Optional.empty(), writers, Progress.NONE);
  }
}

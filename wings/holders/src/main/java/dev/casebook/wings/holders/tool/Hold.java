package dev.casebook.wings.holders.tool;

import dev.casebook.formats.proc.DeviceNumber;
import org.jspecify.annotations.Nullable;

/// One way in which something is held by one process, or by the kernel.
///
/// @param pid 0 for the kernel; of a mount in another namespace one of the processes there
/// @param descriptor its number; -1 where it is held otherwise
/// @param access r, w or rw; empty where it is not told
/// @param lock kind and mode, as `FLOCK WRITE`; `waits for …`; empty for none
/// @param path as the process sees it, without the mark of a deleted file
/// @param deleted whether it has no name any more
/// @param blockBytes what it takes on its disk; null where that may not be asked
/// @param file by device and inode, where they are known; the same file is the same text
/// @param device of the file system
/// @param words more to say, for people
public record Hold(
    int pid,
    Way way,
    int descriptor,
    String access,
    String lock,
    String path,
    boolean deleted,
    @Nullable Long blockBytes,
    String file,
    @Nullable DeviceNumber device,
    String words) {

  static Hold ofKernel(Way way, String path, String words) {
    return new Hold(0, way, -1, "", "", path, false, null, "", null, words);
  }
}

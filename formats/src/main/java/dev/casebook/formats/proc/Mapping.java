package dev.casebook.formats.proc;

import java.util.Optional;
import java.util.regex.Pattern;

/// A piece of a process's memory that a file is mapped to: a line of `/proc/PID/maps`.
///
/// ```
/// 7f3a5c000000-7f3a5c021000 rw-s 00000000 fe:00 2228238    /srv/lab/data (deleted)
/// ```
///
/// Device and inode are those that the file system itself knows the file by, which on overlay and
/// btrfs are not those that stat(2) tells. Source: proc(5), the kernel's fs/proc/task_mmu.c.
///
/// @param range the addresses, as a file of `/proc/PID/map_files` is called
/// @param writes whether what is written there gets into the file
/// @param path as it stands, with the mark of a deleted file
public record Mapping(
    String range, long bytes, boolean writes, DeviceNumber device, long inode, String path) {

  /// `ADDRESSES PERMISSIONS OFFSET MAJOR:MINOR INODE PATH`
  private static final Pattern LINE =
      Pattern.compile(
          "(([0-9a-f]{1,16})-([0-9a-f]{1,16})) .(.).(.) [0-9a-f]+"
              + " ([0-9a-f]{1,8}:[0-9a-f]{1,8}) (\\d{1,20}) *(.*)");

  /// Empty if it is no such line; memory without a file has a path that does not begin with `/`.
  public static Optional<Mapping> of(String line) {
    var found = LINE.matcher(line);
    if (!found.matches()) {
      return Optional.empty();
    }
    var device = DeviceNumber.ofHex(found.group(6));
    try {
      long inode = Long.parseUnsignedLong(found.group(7));
      long from = Long.parseUnsignedLong(found.group(2), 16);
      long to = Long.parseUnsignedLong(found.group(3), 16);
      boolean writes = found.group(4).equals("w") && found.group(5).equals("s");
      return device.map(
          at -> new Mapping(found.group(1), to - from, writes, at, inode, path(found.group(8))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// Only newlines are escaped here.
  private static String path(String text) {
    return text.replace("\\012", "\n");
  }
}

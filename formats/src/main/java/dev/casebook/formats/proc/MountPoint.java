package dev.casebook.formats.proc;

import java.util.List;
import java.util.Optional;

/// A mount as a line of `/proc/PID/mountinfo` tells it.
///
/// ```
/// 52 27 254:0 /etc /srv/bind rw,relatime shared:1 - ext4 /dev/vda rw,discard
/// ```
///
/// Source: proc(5).
///
/// @param id by which statx(2) and `fdinfo` name it, the same in all namespaces
/// @param device of the file system, as it knows itself
/// @param root the folder or file of the file system that is mounted
/// @param target where
/// @param options of the mount
/// @param superOptions of the file system
public record MountPoint(
    long id,
    DeviceNumber device,
    String root,
    String target,
    String options,
    String type,
    String source,
    String superOptions) {

  /// Empty if it is not as proc(5) has it.
  public static Optional<MountPoint> of(String line) {
    var words = List.of(line.strip().split("[ \t]+"));
    int dash = words.indexOf("-");
    if (dash < 6 || words.size() != dash + 4) {
      return Optional.empty();
    }
    try {
      long id = Long.parseLong(words.getFirst());
      return DeviceNumber.ofDecimal(words.get(2))
          .map(device ->
              new MountPoint(
                  id,
                  device,
                  Escapes.undone(words.get(3)),
                  Escapes.undone(words.get(4)),
                  words.get(5),
                  words.get(dash + 1),
                  Escapes.undone(words.get(dash + 2)),
                  words.get(dash + 3)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}

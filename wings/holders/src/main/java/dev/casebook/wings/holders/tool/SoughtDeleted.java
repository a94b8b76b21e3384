package dev.casebook.wings.holders.tool;

import dev.casebook.formats.proc.DeviceNumber;
import dev.casebook.formats.proc.Mapping;
import dev.casebook.wings.holders.kernel.FileStatus;
import dev.casebook.wings.holders.proc.Mounts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Files without a name that still take room.
///
/// @param device of the only file system that is meant; null for all
record SoughtDeleted(Optional<DeviceNumber> device, Mounts mounts) implements Sought {

  /// What the kernel puts behind the path of a file without a name.
  static final String MARK = " (deleted)";

  @Override
  public boolean isMet(FileStatus file, Supplier<String> link) {
    return file.links() == 0
        && (file.isRegular() || file.isFolder())
        && isWanted(deviceOf(file, mounts));
  }

  @Override
  public boolean isMet(Mapping mapping, String namespace) {
    return mapping.path().endsWith(MARK) && mapping.inode() != 0 && isWanted(mapping.device());
  }

  private boolean isWanted(DeviceNumber at) {
    return device.isEmpty() || device.get().equals(at);
  }

  /// Of the file system, as it knows itself.
  static DeviceNumber deviceOf(FileStatus file, Mounts mounts) {
    return mounts.byId(file.mount()).map(mount -> mount.point().device()).orElse(file.device());
  }

  @Override
  public List<byte[]> mapNeedles() {
    return List.of((MARK + "\n").getBytes(StandardCharsets.US_ASCII));
  }
}

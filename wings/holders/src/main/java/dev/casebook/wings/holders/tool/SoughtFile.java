package dev.casebook.wings.holders.tool;

import dev.casebook.formats.proc.DeviceNumber;
import dev.casebook.formats.proc.Mapping;
import dev.casebook.wings.holders.kernel.FileStatus;
import dev.casebook.wings.holders.proc.Mounts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/// One file, by device and inode, whatever it is called; or a block device, by its number, whatever
/// stands for it.
///
/// @param device and inode as the file system knows itself: so locks and `maps` name it
/// @param inFileSystem its path from the top of its file system
record SoughtFile(FileStatus status, DeviceNumber device, long inode, String inFileSystem)
    implements Sought {

  @Override
  public boolean isMet(FileStatus file, Supplier<String> link) {
    return file.isSameAs(status)
        || (status.isBlockDevice()
            && file.isBlockDevice()
            && file.special().equals(status.special()));
  }

  @Override
  public boolean isMet(Mapping mapping, String namespace) {
    return mapping.inode() == inode && mapping.device().equals(device);
  }

  @Override
  public List<byte[]> mapNeedles() {
    var needle = "%02x:%02x %d ".formatted(device.major(), device.minor(), inode);
    return List.of(needle.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public boolean isMet(Mounts.Mounted mount) {
    return status.isBlockDevice()
        ? mount.point().device().equals(status.special())
        : mount.point().device().equals(device) && mount.point().root().equals(inFileSystem);
  }

  @Override
  public boolean isMet(String path, FileStatus file) {
    return isMet(file, () -> path);
  }
}

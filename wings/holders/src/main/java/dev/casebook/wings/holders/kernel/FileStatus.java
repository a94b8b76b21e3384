package dev.casebook.wings.holders.kernel;

import dev.casebook.formats.proc.DeviceNumber;

/// What statx(2) tells of a file.
///
/// @param mount id of the mount through which it was reached; 0 before Linux 5.8
/// @param blockBytes what it takes on its disk
/// @param special the device that it stands for, where it is a device's file
public record FileStatus(
    int mode,
    long links,
    long inode,
    long size,
    long blockBytes,
    DeviceNumber device,
    DeviceNumber special,
    long mount) {

  private static final int TYPE = 0170000;

  /// Of a file that its file system shows to nobody else: a name is taken for granted.
  public static FileStatus untold(long mount, long inode) {
    var none = new DeviceNumber(0, 0);
    return new FileStatus(0100000, 1, inode, 0, 0, none, none, mount);
  }

  public boolean isFolder() {
    return (mode & TYPE) == 0040000;
  }

  public boolean isRegular() {
    return (mode & TYPE) == 0100000;
  }

  public boolean isBlockDevice() {
    return (mode & TYPE) == 0060000;
  }

  public boolean isSocket() {
    return (mode & TYPE) == 0140000;
  }

  /// Whether it is the same file: by device and inode, whatever it is called.
  public boolean isSameAs(FileStatus other) {
    return inode == other.inode && device.equals(other.device);
  }
}

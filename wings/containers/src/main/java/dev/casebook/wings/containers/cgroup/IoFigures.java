package dev.casebook.wings.containers.cgroup;

import java.util.List;

/// What was read from block devices and written to them.
///
/// In version 1 a write that goes through the page cache is the kernel's own by the time that it
/// reaches the device, and is not counted for the group; in version 2 it is, on file systems that
/// support it (`cgroup-v2.rst`, "Writeback").
final class IoFigures {

  /// The first that is there: with groups below, without, and of schedulers that count themselves.
  private static final List<String> V1 =
      List.of(
          "blkio.throttle.io_service_bytes_recursive",
          "blkio.throttle.io_service_bytes",
          "blkio.bfq.io_service_bytes_recursive",
          "blkio.io_service_bytes_recursive");

  /// As Linux 6.18 does: the first limit of any group for a device begins the counting for all.
  private static final String COUNTS_NONE =
      "the kernel counts no block I/O: it lists no device for the whole host either (new kernels"
          + " count in version 1 only where a limit of blkio.throttle was set)";

  private IoFigures() {}

  /// @return by device
  static List<DeviceIo> read(Controller.Place controller, Reader reader) {
    return switch (controller) {
      case Controller.Place.Missing(var reason) -> nothing(reason, reader);
      case Controller.Place.V1(var files, var root) -> v1(files, root, reader);
      case Controller.Place.V2(var files, _) ->
          switch (files.read("io.stat")) {
            case Content.Text(var text) -> sums(DeviceIo.ofV2(text), reader);
            case Content.Missing(var reason) -> nothing(reason, reader);
          };
    };
  }

  private static List<DeviceIo> v1(Content.Files files, Content.Files root, Reader reader) {
    var reason = "";
    boolean isThere = false;
    for (var file : V1) {
      switch (files.read(file)) {
        case Content.Missing(var why) -> reason = reason.isEmpty() ? why : reason;
        case Content.Text(var text) -> {
          isThere = true;
          var devices = DeviceIo.ofV1(text);
          if (!devices.isEmpty()) {
            return sums(devices, reader);
          }
        }
      }
    }
    if (!isThere) {
      return nothing(reason, reader);
    }
    return V1.stream().anyMatch(file -> counts(root.read(file)))
        ? sums(List.of(), reader)
        : nothing(COUNTS_NONE, reader);
  }

  private static boolean counts(Content content) {
    return content instanceof Content.Text(var text) && !DeviceIo.ofV1(text).isEmpty();
  }

  private static List<DeviceIo> sums(List<DeviceIo> devices, Reader reader) {
    reader.put(Metric.READ, Figure.of(devices.stream().mapToLong(DeviceIo::readBytes).sum()));
    reader.put(Metric.WRITTEN, Figure.of(devices.stream().mapToLong(DeviceIo::writtenBytes).sum()));
    return devices;
  }

  private static List<DeviceIo> nothing(String reason, Reader reader) {
    reader.put(Metric.READ, Figure.missing(reason));
    reader.put(Metric.WRITTEN, Figure.missing(reason));
    return List.of();
  }
}

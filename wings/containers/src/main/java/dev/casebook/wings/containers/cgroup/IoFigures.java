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

  private IoFigures() {}

  /// @return by device
  static List<DeviceIo> read(Controller.Place controller, Reader reader) {
    return switch (controller) {
      case Controller.Place.Missing(var reason) -> nothing(reason, reader);
      case Controller.Place.V1(var files) -> {
        Content first = new Content.Missing("");
        for (var file : V1) {
          var content = files.read(file);
          if (content instanceof Content.Text(var text)) {
            yield sums(DeviceIo.ofV1(text), reader);
          }
          first = first.equals(new Content.Missing("")) ? content : first;
        }
        yield nothing(first instanceof Content.Missing(var reason) ? reason : "", reader);
      }
      case Controller.Place.V2(var files, _) ->
          switch (files.read("io.stat")) {
            case Content.Text(var text) -> sums(DeviceIo.ofV2(text), reader);
            case Content.Missing(var reason) -> nothing(reason, reader);
          };
    };
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

package dev.casebook.wings.containers.tool;

import dev.casebook.wings.containers.cgroup.Content;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The files of a host whose root is a folder.
///
/// @param root without the slash at its end: empty for this host
record ThisHostFiles(String root) implements HostFiles {

  /// More than a file of a control group has on any host.
  private static final int BYTES_MAX = 4 << 20;

  @Override
  public Content read(String path) {
    var name = path.substring(path.lastIndexOf('/') + 1);
    try (var in = new FileInputStream(root + path)) {
      var bytes = in.readNBytes(BYTES_MAX);
      return bytes.length == BYTES_MAX
          ? new Content.Missing(name + " is larger than any such file should be")
          : new Content.Text(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Content.Missing(reason(name, String.valueOf(e.getMessage())));
    }
  }

  /// Java tells the error only by its words.
  private static String reason(String name, String message) {
    if (message.contains("Permission denied")) {
      return name + " may not be read by this user; root may";
    }
    return message.contains("No such file")
        ? "this kernel has no " + name
        : "%s can't be read: %s".formatted(name, message);
  }

  /// A folder of control groups without others in it has two links (kernfs): what lies in it need
  /// not be looked at. On other file systems the number of links says nothing else than 2 of such.
  @Override
  public List<String> folders(String folder) {
    try {
      var path = path(folder);
      if (links(path) == 2) {
        return List.of();
      }
      var names = path.toFile().list();
      return names == null
          ? List.of()
          : Arrays.stream(names).filter(name -> isFolder(path.resolve(name))).sorted().toList();
    } catch (IOException | InvalidPathException e) {
      return List.of();
    }
  }

  @Override
  public boolean isWhole() {
    return true;
  }

  @Override
  public boolean stillHas(String folder) {
    return isFolder(path(folder));
  }

  private Path path(String path) {
    return Path.of(root + path);
  }

  private static int links(Path path) throws IOException {
    return Files.getAttribute(path, "unix:nlink") instanceof Integer links ? links : 0;
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public Optional<String> networkNamespace(int pid) {
    return namespace(String.valueOf(pid));
  }

  /// The first process's; it may have rights that we lack and be closed to us for that.
  @Override
  public Optional<String> networkNamespace() {
    return namespace("1").or(() -> namespace("self"));
  }

  /// `net:[4026531840]`
  private Optional<String> namespace(String process) {
    try {
      return Optional.of(Files.readSymbolicLink(path("/proc/" + process + "/ns/net")).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

package dev.casebook.wings.pki.server;

import dev.casebook.console.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;

/// What a daemon may open once it has given up root: by owner and mode of each folder on the way
/// and of the file, links followed as the kernel follows them in its chroot.
///
/// Access control lists and security modules are not seen.
public record DaemonEyes(int user, int group, Path chroot) {

  /// As the kernel has it (ELOOP).
  private static final int LINKS_MAX = 40;

  private static final int READ = 4;
  private static final int ENTER = 1;
  private static final int BITS = 7;
  private static final int OWNER_SHIFT = 6;
  private static final int GROUP_SHIFT = 3;

  /// @throws UserError if a user or group of its configuration does not exist
  public static DaemonEyes of(CrlTarget target) throws IOException, UserError {
    int user = target.user().isPresent() ? number("/etc/passwd", target.user().get()) : 0;
    int group = target.group().isPresent() ? number("/etc/group", target.group().get()) : 0;
    return new DaemonEyes(user, group, target.chroot());
  }

  private static int number(String file, String name) throws IOException, UserError {
    if (name.matches("[0-9]{1,9}")) {
      return Integer.parseInt(name);
    }
    try (var lines = Files.lines(Path.of(file), StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.split(":"))
          .filter(fields -> fields.length > 2 && fields[0].equals(name))
          .filter(fields -> fields[2].matches("[0-9]{1,9}"))
          .map(fields -> Integer.parseInt(fields[2]))
          .findFirst()
          .orElseThrow(() -> new UserError("there is no " + name + " in " + file));
    }
  }

  /// What keeps it from reading a file.
  ///
  /// @param missing whether there is nothing to read
  public record Obstacle(Path path, String mode, boolean missing, boolean folder) {

    public String text() {
      return missing
          ? path + " is missing"
          : path
              + (folder
                  ? " (mode " + mode + ") can't be entered"
                  : " (mode " + mode + ") can't be read");
    }
  }

  /// @param written as the daemon opens it
  /// @return empty if it can
  public Optional<Obstacle> obstacle(Path written) throws IOException {
    var rest = new ArrayDeque<Path>();
    written.forEach(rest::add);
    var at = chroot;
    int links = 0;
    while (!rest.isEmpty()) {
      if (!may(at, ENTER)) {
        return Optional.of(new Obstacle(at, mode(at), false, true));
      }
      var next = at.resolve(rest.pop()).normalize();
      if (!next.startsWith(chroot)) {
        next = chroot;
      }
      if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS) || links > LINKS_MAX) {
        return Optional.of(new Obstacle(next, "", true, false));
      }
      if (Files.isSymbolicLink(next)) {
        links++;
        var to = Files.readSymbolicLink(next);
        var parts = new ArrayDeque<Path>();
        to.forEach(parts::add);
        parts.descendingIterator().forEachRemaining(rest::push);
        at = to.isAbsolute() ? chroot : at;
      } else {
        at = next;
      }
    }
    boolean folder = Files.isDirectory(at);
    boolean readable = folder ? may(at, ENTER) : may(at, READ);
    return readable ? Optional.empty() : Optional.of(new Obstacle(at, mode(at), false, folder));
  }

  private boolean may(Path path, int right) throws IOException {
    if (user == 0) {
      return true;
    }
    int mode = attribute(path, "unix:mode");
    int shift =
        attribute(path, "unix:uid") == user
            ? OWNER_SHIFT
            : attribute(path, "unix:gid") == group ? GROUP_SHIFT : 0;
    return (mode >> shift & BITS & right) == right;
  }

  private static int attribute(Path path, String name) throws IOException {
    return (Integer) Files.getAttribute(path, name);
  }

  private static String mode(Path path) throws IOException {
    return "%04o".formatted(attribute(path, "unix:mode") & 07777);
  }
}

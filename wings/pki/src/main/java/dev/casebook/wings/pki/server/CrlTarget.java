package dev.casebook.wings.pki.server;

import dev.casebook.console.UserError;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.vpn.OpenvpnDirective;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A `crl-verify` of an OpenVPN server (openvpn(8)).
///
/// @param configuration the server's file
/// @param written the path as the daemon opens it, in its chroot if it has one
/// @param folder whether it is a folder with a file for each revoked serial number, in decimal
/// @param chroot where the daemon lives once it has begun; `/` if nowhere else
/// @param user that it becomes; empty if it stays root
/// @param group that it becomes; empty if it keeps root's
public record CrlTarget(
    Path configuration,
    Path written,
    boolean folder,
    Path chroot,
    Optional<String> user,
    Optional<String> group) {

  private static final int BYTES_MAX = 4 * 1024 * 1024;

  private static final int CONFIGURATIONS_MAX = 1000;

  /// Where distributions have the servers' files.
  public static List<Path> configurations(Path etc) throws IOException {
    var all = new ArrayList<Path>();
    for (var folder : List.of(etc, etc.resolve("server"))) {
      if (Files.isDirectory(folder)) {
        try (var files = Files.newDirectoryStream(folder, "*.{conf,ovpn}")) {
          for (var file : files) {
            if (all.size() < CONFIGURATIONS_MAX && Files.isRegularFile(file)) {
              all.add(file);
            }
          }
        }
      }
    }
    all.sort(null);
    return all;
  }

  /// Those of one configuration; none if it is a client's or verifies no list.
  public static List<CrlTarget> of(Path configuration) throws IOException, UserError {
    if (Files.size(configuration) > BYTES_MAX) {
      throw new UserError(configuration + " is too long for a configuration");
    }
    var directives = directives(configuration);
    var base =
        value(directives, "cd").map(configuration::resolveSibling).orElse(parent(configuration));
    var chroot = value(directives, "chroot").map(base::resolve).orElse(Path.of("/"));
    var targets = new ArrayList<CrlTarget>();
    for (var directive : directives) {
      var words = directive.arguments();
      if (directive.name().equals("crl-verify")
          && !words.isEmpty()
          && !words.getFirst().equals(OpenvpnDirective.INLINE)) {
        // Before it enters the chroot, the daemon puts it before the path (init_ssl in init.c).
        var inside = chroot.equals(Path.of("/")) ? base : Path.of("/");
        targets.add(
            new CrlTarget(
                configuration,
                inside.resolve(words.getFirst()).normalize(),
                words.size() > 1 && words.get(1).equals("dir"),
                chroot,
                value(directives, "user"),
                value(directives, "group")));
      }
    }
    return targets;
  }

  private static Path parent(Path file) {
    var parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  private static List<OpenvpnDirective> directives(Path configuration) throws IOException {
    var lines = new ArrayList<Line>();
    long offset = 0;
    for (var text : Files.readString(configuration, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      lines.add(new Line(offset, text));
      offset += text.length() + 1;
    }
    // What is no directive is for the table openvpn_settings to say.
    return OpenvpnDirective.all(lines, Rows.<Ignored>into(_ -> {}));
  }

  private record Ignored() {}

  private static Optional<String> value(List<OpenvpnDirective> directives, String name) {
    return directives.stream()
        .filter(each -> each.name().equals(name) && !each.arguments().isEmpty())
        .map(each -> each.arguments().getFirst())
        .reduce((_, last) -> last);
  }

  /// Where the list lies for everybody else.
  public Path outside() {
    return chroot.equals(Path.of("/")) ? written : chroot.resolve(Path.of("/").relativize(written));
  }

  /// Who the daemon is, for people.
  public String who() {
    return user.orElse("root") + group.map(name -> ":" + name).orElse("");
  }
}

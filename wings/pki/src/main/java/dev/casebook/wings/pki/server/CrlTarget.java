package dev.casebook.wings.pki.server;

import dev.casebook.tables.vpn.OpenvpnDirective;
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

  /// Those of a configuration.
  static List<CrlTarget> of(Path configuration, List<OpenvpnDirective> directives) {
    var base =
        OpenvpnServer.value(directives, "cd")
            .map(configuration::resolveSibling)
            .orElse(OpenvpnServer.parent(configuration));
    var chroot = OpenvpnServer.value(directives, "chroot").map(base::resolve).orElse(Path.of("/"));
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
                chroot.normalize(),
                OpenvpnServer.value(directives, "user"),
                OpenvpnServer.value(directives, "group")));
      }
    }
    return targets;
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

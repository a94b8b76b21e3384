package dev.casebook.wings.pki.server;

import dev.casebook.console.UserError;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.vpn.OpenvpnDirective;
import dev.casebook.wings.pki.folder.CertificateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An OpenVPN configuration, as far as an authority cares.
///
/// @param serves whether clients come to it
/// @param authorities whom it trusts; empty if that can't be told
/// @param targets where it reads a revocation list
public record OpenvpnServer(
    Path configuration,
    boolean serves,
    List<X509Certificate> authorities,
    List<CrlTarget> targets) {

  private static final int BYTES_MAX = 4 * 1024 * 1024;

  private static final int CONFIGURATIONS_MAX = 1000;

  private static final Set<String> OF_SERVER =
      Set.of("server", "server-ipv6", "server-bridge", "tls-server");

  public OpenvpnServer {
    authorities = List.copyOf(authorities);
    targets = List.copyOf(targets);
  }

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

  public static OpenvpnServer read(Path configuration) throws IOException, UserError {
    if (Files.size(configuration) > BYTES_MAX) {
      throw new UserError(configuration + " is too long for a configuration");
    }
    var text = Files.readString(configuration, StandardCharsets.ISO_8859_1);
    var directives = directives(text);
    boolean serves =
        directives.stream()
            .anyMatch(each ->
                OF_SERVER.contains(each.name())
                    || (each.name().equals("mode") && each.arguments().contains("server")));
    return new OpenvpnServer(
        configuration,
        serves,
        authorities(configuration, text, directives),
        CrlTarget.of(configuration, directives));
  }

  private static List<OpenvpnDirective> directives(String text) {
    var lines = new ArrayList<Line>();
    long offset = 0;
    for (var line : text.split("\n", -1)) {
      lines.add(new Line(offset, line));
      offset += line.length() + 1;
    }
    // What is no directive is for the table openvpn_settings to say.
    return OpenvpnDirective.all(lines, Rows.<Ignored>into(_ -> {}));
  }

  private record Ignored() {}

  private static List<X509Certificate> authorities(
      Path configuration, String text, List<OpenvpnDirective> directives) throws IOException {
    var named = value(directives, "ca");
    if (named.isEmpty()) {
      return List.of();
    }
    if (named.get().equals(OpenvpnDirective.INLINE)) {
      int from = text.indexOf("<ca>");
      int to = text.indexOf("</ca>", Math.max(0, from));
      return from < 0 || to < 0
          ? List.of()
          : CertificateFiles.certificates(
              new ByteArrayInputStream(
                  text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1)));
    }
    var base =
        value(directives, "cd").map(configuration::resolveSibling).orElse(parent(configuration));
    var file = base.resolve(named.get());
    if (!Files.isReadable(file) || Files.size(file) > BYTES_MAX) {
      return List.of();
    }
    return CertificateFiles.certificates(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  static Path parent(Path file) {
    var parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  /// The last one counts.
  static Optional<String> value(List<OpenvpnDirective> directives, String name) {
    return directives.stream()
        .filter(each -> each.name().equals(name) && !each.arguments().isEmpty())
        .map(each -> each.arguments().getFirst())
        .reduce((_, last) -> last);
  }
}

package dev.casebook.wings.pki.tool;

import dev.casebook.console.UserError;
import dev.casebook.wings.pki.folder.CaIndex;
import dev.casebook.wings.pki.folder.CertificateFiles;
import dev.casebook.wings.pki.journal.Change;
import dev.casebook.wings.pki.server.CrlTarget;
import dev.casebook.wings.pki.server.DaemonEyes;
import dev.casebook.wings.pki.server.OpenvpnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The list where servers read it.
public final class Publication {

  private Publication() {}

  /// The list copied to where each server reads it; what is the same already is left alone.
  public static Change of(Authority authority, List<CrlTarget> targets, List<Path> others)
      throws IOException, UserError {
    var crl = authority.folder().crl();
    var list =
        CertificateFiles.list(crl)
            .orElseThrow(() -> new UserError("there is no list " + crl + "; casebook pki crl"));
    for (var finding :
        Inspection.ofList(authority, crl.toString(), list, Duration.ZERO, "casebook pki crl")) {
      if (finding.severity().equals("high")) {
        throw new UserError(
            crl + ": " + finding.what() + "; nothing was published. First: casebook pki crl");
      }
    }
    var content = Files.readAllBytes(crl);
    var change = new Change("publish", "publish the list");
    for (var target : targets) {
      if (target.folder()) {
        names(authority, change, target);
      } else {
        put(change, target.outside(), content);
      }
    }
    for (var other : others) {
      put(change, other.toAbsolutePath(), content);
    }
    return change;
  }

  private static void put(Change change, Path named, byte[] content) throws IOException, UserError {
    // What a link points to is replaced, and the link stays.
    var path = Files.isSymbolicLink(named) ? named.toRealPath() : named;
    if (!Files.isDirectory(path.resolveSibling(""))) {
      throw new UserError(
          "there is no folder " + path.resolveSibling("") + " for " + path.getFileName());
    }
    if (change.paths().contains(path)) {
      return;
    }
    boolean same =
        Files.isRegularFile(path)
            && Arrays.equals(Files.readAllBytes(path), content)
            && ((Integer) Files.getAttribute(path, "unix:mode") & 0777) == Authority.PUBLIC;
    if (!same) {
      change.putAs(path, content, Authority.PUBLIC);
    }
  }

  /// `crl-verify FOLDER dir`: OpenVPN refuses whose serial number, in decimal, is a file's name.
  private static void names(Authority authority, Change change, CrlTarget target) throws UserError {
    var folder = target.outside();
    if (!Files.isDirectory(folder)) {
      throw new UserError("there is no folder " + folder);
    }
    for (CaIndex.Entry entry : authority.index().entries()) {
      var file = folder.resolve(entry.number().toString());
      boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
      if (entry.isRevoked() && !there) {
        change.putAs(file, new byte[0], Authority.PUBLIC);
      } else if (!entry.isRevoked() && there) {
        change.remove(file);
      }
    }
  }

  /// Servers that ask no list.
  public static List<Finding> unverified(List<OpenvpnServer> servers) {
    return servers.stream()
        .filter(server -> server.serves() && server.targets().isEmpty())
        .map(server ->
            new Finding(
                "high",
                server.configuration().toString(),
                "has no crl-verify with a file: it admits whom the list revokes",
                "add crl-verify to it, then casebook pki publish"))
        .toList();
  }

  /// What servers see of it, with the eyes of each daemon.
  public static List<Finding> seen(Authority authority, List<CrlTarget> targets, Duration ahead)
      throws IOException {
    var findings = new ArrayList<Finding>();
    for (var target : targets) {
      findings.addAll(seen(authority, target, ahead));
    }
    return findings;
  }

  private static List<Finding> seen(Authority authority, CrlTarget target, Duration ahead)
      throws IOException {
    DaemonEyes eyes;
    try {
      eyes = DaemonEyes.of(target);
    } catch (UserError e) {
      return List.of(new Finding("high", target.configuration().toString(), e.getMessage(), ""));
    }
    var found = new ArrayList<Finding>();
    var obstacle = eyes.obstacle(target.written());
    obstacle.ifPresent(each -> found.add(hidden(target, each)));
    if (obstacle.filter(DaemonEyes.Obstacle::missing).isPresent()) {
      return found;
    }
    if (target.folder()) {
      found.addAll(names(authority, target));
      return found;
    }
    var list = CertificateFiles.list(target.outside());
    if (list.isEmpty()) {
      found.add(new Finding("high", target.outside().toString(), "is no revocation list", PUBLISH));
    } else {
      found.addAll(
          Inspection.ofList(authority, target.outside().toString(), list.get(), ahead, PUBLISH));
    }
    return found;
  }

  private static final String PUBLISH = "casebook pki publish";

  private static Finding hidden(CrlTarget target, DaemonEyes.Obstacle obstacle) {
    var who = "the server of " + target.configuration() + " (" + target.who() + ")";
    if (obstacle.missing()) {
      return new Finding(
          "high",
          target.outside().toString(),
          obstacle.text() + ": " + who + " does not start",
          PUBLISH);
    }
    return obstacle.folder()
        ? new Finding(
            "high",
            target.outside().toString(),
            "%s by %s: it goes on with the list that it began with, and admits whom later ones revoke"
                .formatted(obstacle.text(), who),
            "chmod o+x " + obstacle.path() + ", or move the list to a folder that is open")
        : new Finding(
            "high",
            target.outside().toString(),
            "%s by %s: it refuses everybody as soon as it reads a new one"
                .formatted(obstacle.text(), who),
            "chmod 644 " + obstacle.path());
  }

  private static List<Finding> names(Authority authority, CrlTarget target) {
    return authority.index().entries().stream()
        .filter(entry -> entry.isRevoked() && entry.expires().isAfter(authority.now()))
        .filter(entry -> !Files.exists(target.outside().resolve(entry.number().toString())))
        .map(entry ->
            new Finding(
                "high",
                target.outside().toString(),
                "%s (%s) is revoked and not in it: still admitted"
                    .formatted(entry.line().serial(), entry.name()),
                PUBLISH))
        .toList();
  }
}

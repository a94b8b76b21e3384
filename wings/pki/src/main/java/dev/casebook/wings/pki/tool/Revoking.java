package dev.casebook.wings.pki.tool;

import dev.casebook.console.UserError;
import dev.casebook.tables.pki.Asn1Time;
import dev.casebook.tables.pki.IndexLine;
import dev.casebook.wings.pki.folder.CaIndex;
import dev.casebook.wings.pki.folder.CertificateFiles;
import dev.casebook.wings.pki.folder.PkiFolder;
import dev.casebook.wings.pki.journal.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A certificate revoked, and a revocation taken back, as changes to the folder.
public final class Revoking {

  /// As `openssl ca -crl_reason` takes them.
  public static final List<String> REASONS =
      List.of(
          "unspecified",
          "keyCompromise",
          "CACompromise",
          "affiliationChanged",
          "superseded",
          "cessationOfOperation",
          "certificateHold");

  private Revoking() {}

  /// What came of it.
  public record Made(Change change, CaIndex index) {}

  /// @param reason of [#REASONS]; empty to tell none
  public static Made revoke(Authority authority, CaIndex.Entry entry, String reason)
      throws IOException, UserError {
    if (entry.isRevoked()) {
      throw new UserError(
          "%s is revoked since %s"
              .formatted(entry.line().serial(), entry.revokedAt().orElse(Instant.EPOCH)));
    }
    if (!reason.isEmpty() && !REASONS.contains(reason)) {
      throw new UserError(reason + " is no reason; there are " + String.join(", ", REASONS));
    }
    var change =
        new Change("revoke", "revoke " + entry.name() + ", serial " + entry.line().serial());
    if (authority.folder().kind() == PkiFolder.Kind.EASY_RSA_3) {
      for (var move : belongings(authority, entry).entrySet()) {
        if (Files.exists(move.getValue())) {
          throw new UserError(move.getValue() + " is there already: a serial number used twice");
        }
        move(change, move.getKey(), move.getValue());
      }
      change.remove(authority.folder().bySerial(entry.line().serial()));
    }
    var changed = revoked(authority.index(), entry, reason, authority.now());
    authority.putIndex(change, changed);
    return new Made(change, changed);
  }

  /// The index with one more revoked certificate.
  static CaIndex revoked(CaIndex index, CaIndex.Entry entry, String reason, Instant now) {
    var field = Asn1Time.text(now) + (reason.isEmpty() ? "" : "," + reason);
    return index.with(entry.number(), line -> as(line, "R", field));
  }

  private static IndexLine as(IndexLine line, String status, String revocation) {
    return new IndexLine(
        status, line.expires(), revocation, line.serial(), line.file(), line.subject());
  }

  private static void move(Change change, Path from, Path to) throws IOException {
    change.put(to, Files.readAllBytes(from), Authority.PRIVATE);
    change.remove(from);
  }

  /// What easy-rsa 3 moves away with a certificate, and where to.
  private static Map<Path, Path> belongings(Authority authority, CaIndex.Entry entry)
      throws IOException {
    var moves = new LinkedHashMap<Path, Path>();
    var found = authority.named(entry);
    if (found.isEmpty()) {
      return moves;
    }
    var folder = authority.folder();
    var serial = entry.line().serial();
    moves.put(found.get(), folder.revoked("certs", serial, ".crt"));
    if (found.get().startsWith(folder.root().resolve("renewed"))) {
      // Its key may be that of the certificate that is used now.
      return moves;
    }
    var name = found.get().getFileName().toString().replaceFirst("\\.crt$", "");
    add(moves, folder.key(name), folder.revoked("private", serial, ".key"));
    add(moves, folder.request(name), folder.revoked("reqs", serial, ".req"));
    for (var suffix : List.of(".p12", ".p7b", ".p8", ".p1")) {
      add(moves, folder.issued().resolve(name + suffix), folder.revoked("certs", serial, suffix));
      add(moves, folder.keys().resolve(name + suffix), folder.revoked("private", serial, suffix));
    }
    return moves;
  }

  private static void add(Map<Path, Path> moves, Path from, Path to) {
    if (Files.isRegularFile(from)) {
      moves.put(from, to);
    }
  }

  /// R becomes V, as people do it by hand, and what easy-rsa 3 moved away comes back.
  public static Made unrevoke(Authority authority, CaIndex.Entry entry)
      throws IOException, UserError {
    if (!entry.isRevoked()) {
      throw new UserError(entry.line().serial() + " is not revoked");
    }
    if (!entry.expires().isAfter(authority.now())) {
      throw new UserError(
          entry.line().serial() + " has expired at " + entry.expires() + "; renew it instead");
    }
    if (authority.index().unique()) {
      for (var other : authority.index().entries()) {
        if (other.line().status().equals("V")
            && other.line().subject().equals(entry.line().subject())) {
          throw new UserError(
              "%s is valid under serial number %s meanwhile, and %s demands unique_subject"
                  .formatted(
                      other.line().subject(),
                      other.line().serial(),
                      CaIndex.attributes(authority.folder())));
        }
      }
    }
    var change =
        new Change("unrevoke", "unrevoke " + entry.name() + ", serial " + entry.line().serial());
    if (authority.folder().kind() == PkiFolder.Kind.EASY_RSA_3) {
      restore(authority, entry, change);
    }
    var changed = authority.index().with(entry.number(), line -> as(line, "V", ""));
    authority.putIndex(change, changed);
    return new Made(change, changed);
  }

  private static void restore(Authority authority, CaIndex.Entry entry, Change change)
      throws IOException, UserError {
    var folder = authority.folder();
    var serial = entry.line().serial();
    var kept = folder.revoked("certs", serial, ".crt");
    if (CertificateFiles.certificate(kept).isEmpty()) {
      return;
    }
    var name = freeName(authority, entry);
    change.put(folder.bySerial(serial), Files.readAllBytes(kept), Authority.PRIVATE);
    move(change, kept, folder.certificate(name));
    var moves = new LinkedHashMap<Path, Path>();
    add(moves, folder.revoked("private", serial, ".key"), folder.key(name));
    add(moves, folder.revoked("reqs", serial, ".req"), folder.request(name));
    for (var suffix : List.of(".p12", ".p7b", ".p8", ".p1")) {
      add(moves, folder.revoked("certs", serial, suffix), folder.issued().resolve(name + suffix));
      add(moves, folder.revoked("private", serial, suffix), folder.keys().resolve(name + suffix));
    }
    for (var each : moves.entrySet()) {
      move(change, each.getKey(), each.getValue());
    }
  }

  /// Its own name, or with its serial number where another certificate has taken that.
  private static String freeName(Authority authority, CaIndex.Entry entry) throws UserError {
    var name = entry.name();
    Issuance.demandFileName(name);
    var folder = authority.folder();
    boolean taken =
        Files.exists(folder.certificate(name))
            || Files.exists(folder.key(name))
            || Files.exists(folder.request(name));
    return taken ? name + "-" + entry.line().serial() : name;
  }
}

package dev.casebook.wings.pki.tool;

import dev.casebook.console.UserError;
import dev.casebook.wings.pki.folder.CaIndex;
import dev.casebook.wings.pki.folder.CertificateFiles;
import dev.casebook.wings.pki.folder.PkiFolder;
import dev.casebook.wings.pki.folder.SerialFile;
import dev.casebook.wings.pki.issuing.KeyFile;
import dev.casebook.wings.pki.issuing.Revoked;
import dev.casebook.wings.pki.issuing.Signer;
import dev.casebook.wings.pki.journal.Change;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/// An authority as its folder has it at one moment.
///
/// @param certificate its own
public record Authority(PkiFolder folder, CaIndex index, X509Certificate certificate, Instant now) {

  /// RFC 5280, 5.2.3: the number of a list, which OpenSSL and we ask of its extension.
  private static final String CRL_NUMBER = "2.5.29.20";

  public static Authority open(PkiFolder folder, Instant now) throws IOException, UserError {
    if (!Files.isRegularFile(folder.index())) {
      throw new UserError("there is no index " + folder.index());
    }
    var certificate =
        CertificateFiles.certificate(folder.caCertificate())
            .orElseThrow(
                () -> new UserError(folder.caCertificate() + " is no certificate of an authority"));
    return new Authority(
        folder, CaIndex.read(folder), certificate, now.truncatedTo(ChronoUnit.SECONDS));
  }

  public Signer signer(KeyFile.Passphrase passphrase) throws IOException, UserError {
    return Signer.of(certificate, KeyFile.read(folder.caKey(), passphrase), folder.digest());
  }

  /// Puts a new index, and the former one where OpenSSL keeps it.
  void putIndex(Change change, CaIndex changed) throws IOException {
    var old = folder.index().resolveSibling(folder.index().getFileName() + ".old");
    change.put(old, Files.readAllBytes(folder.index()), PRIVATE);
    change.put(folder.index(), changed.bytes(), PRIVATE);
  }

  /// Puts a list of all that an index revokes.
  ///
  /// @param days how long it is valid; as the folder has it if empty
  public void putList(Change change, CaIndex of, Signer signer, OptionalInt days)
      throws IOException, UserError {
    var revoked =
        of.entries().stream()
            .filter(CaIndex.Entry::isRevoked)
            .map(
                entry -> new Revoked(entry.number(), entry.revokedAt().orElse(now), entry.reason()))
            .toList();
    var number = nextNumber();
    var until = now.plus(Duration.ofDays(days.orElse(folder.crlDays())));
    if (folder.crlNumber().isPresent()) {
      var file = folder.crlNumber().get();
      change.put(file, SerialFile.bytes(number.add(BigInteger.ONE)), PRIVATE);
    }
    change.put(folder.crl(), signer.listPem(revoked, now, until, number), PUBLIC);
  }

  /// For all to read.
  static final int PUBLIC = 0644;

  /// For the owner alone.
  static final int PRIVATE = 0600;

  /// One more than the last list has, or what OpenSSL noted for the next.
  private BigInteger nextNumber() throws IOException, UserError {
    var last =
        CertificateFiles.list(folder.crl()).flatMap(Authority::number).orElse(BigInteger.ZERO);
    var next = last.add(BigInteger.ONE);
    return folder.crlNumber().isPresent()
        ? SerialFile.read(folder.crlNumber().get()).max(next)
        : next;
  }

  /// The number of a list; empty if it has none.
  public static Optional<BigInteger> number(X509CRL list) {
    var extension = list.getExtensionValue(CRL_NUMBER);
    // An octet string around an integer, both of one octet's length.
    if (extension == null || extension.length < 5 || extension.length > 40 || extension[2] != 2) {
      return Optional.empty();
    }
    return Optional.of(
        new BigInteger(HexFormat.of().formatHex(extension, 4, extension.length), 16));
  }

  /// The name under which files of a certificate lie: that of the file with this serial number.
  Optional<Path> named(CaIndex.Entry entry) throws IOException {
    var found = CertificateFiles.named(folder).get(entry.number());
    return found == null ? Optional.empty() : Optional.of(found.getFirst());
  }
}

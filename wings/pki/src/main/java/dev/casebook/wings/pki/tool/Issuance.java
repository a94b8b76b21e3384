package dev.casebook.wings.pki.tool;

import dev.casebook.console.UserError;
import dev.casebook.tables.pki.Asn1Time;
import dev.casebook.tables.pki.IndexLine;
import dev.casebook.tables.pki.SerialNumber;
import dev.casebook.wings.pki.folder.CaIndex;
import dev.casebook.wings.pki.folder.PkiFolder;
import dev.casebook.wings.pki.folder.SerialFile;
import dev.casebook.wings.pki.issuing.KeyFile;
import dev.casebook.wings.pki.issuing.Purpose;
import dev.casebook.wings.pki.issuing.Request;
import dev.casebook.wings.pki.issuing.Signer;
import dev.casebook.wings.pki.journal.Change;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A certificate that is issued, or renewed, as a change to the folder.
public final class Issuance {

  /// As easy-rsa 3 has it: too many for anybody to guess the next (CA/Browser Forum asks 64).
  private static final int SERIAL_BITS = 127;

  private final Authority authority;
  private final Signer signer;
  private final Change change;
  private CaIndex index;

  private Issuance(Authority authority, Signer signer, Change change) {
    this.authority = authority;
    this.signer = signer;
    this.change = change;
    this.index = authority.index();
  }

  /// What came of it.
  public record Made(Change change, X509Certificate certificate, String serial) {}

  /// @param subject in DER
  /// @param until the last moment at which it is valid
  public record Wish(
      String name, byte[] subject, Purpose purpose, List<String> otherNames, Instant until) {}

  /// A certificate and its key.
  ///
  /// @param passphrase of the new key; null to leave it open
  public static Made issue(
      Authority authority, Signer signer, Wish wish, KeyPair pair, char @Nullable [] passphrase)
      throws IOException, UserError {
    var issuance = new Issuance(authority, signer, new Change("issue", "issue " + wish.name()));
    issuance.demandNewName(wish.name());
    var folder = authority.folder();
    issuance.change.put(
        folder.key(wish.name()), KeyFile.written(pair.getPrivate(), passphrase), Authority.PRIVATE);
    issuance.change.put(
        folder.request(wish.name()), Request.signed(wish.subject(), pair), Authority.PRIVATE);
    return issuance.sign(wish, pair.getPublic());
  }

  /// A certificate for a key that somebody else has.
  public static Made issueFor(
      Authority authority, Signer signer, Wish wish, PublicKey key, byte[] request)
      throws IOException, UserError {
    var issuance = new Issuance(authority, signer, new Change("issue", "issue " + wish.name()));
    issuance.demandNewName(wish.name());
    issuance.change.put(authority.folder().request(wish.name()), request, Authority.PRIVATE);
    return issuance.sign(wish, key);
  }

  /// A name becomes names of files.
  public static void demandFileName(String name) throws UserError {
    if (!name.matches("[\\p{L}\\p{N}_@+][\\p{L}\\p{N}_.@+ -]{0,63}")) {
      throw new UserError(
          name + " is no name for files: letters, digits, blanks and _ . @ + - up to 64");
    }
  }

  private void demandNewName(String name) throws UserError {
    demandFileName(name);
    var folder = authority.folder();
    for (var file : List.of(folder.certificate(name), folder.key(name), folder.request(name))) {
      if (Files.exists(file)) {
        throw new UserError(
            file + " is there already; renew or revoke that one first, or choose another name");
      }
    }
  }

  private Made sign(Wish wish, PublicKey key) throws IOException, UserError {
    var subject = Signer.subjectText(wish.subject());
    demandUnique(subject);
    if (wish.until().isAfter(authority.certificate().getNotAfter().toInstant())) {
      throw new UserError(
          "the authority itself is valid until %s only; choose fewer --days"
              .formatted(authority.certificate().getNotAfter().toInstant()));
    }
    var serial = serial();
    var certificate =
        signer.signed(
            new Signer.Wish(
                wish.subject(),
                key,
                serial,
                authority.now(),
                wish.until(),
                wish.purpose(),
                wish.otherNames()));
    var hex = new SerialNumber(serial).hex();
    var pem = Signer.pem(certificate);
    var folder = authority.folder();
    change.put(folder.bySerial(hex), pem, Authority.PRIVATE);
    change.put(folder.certificate(wish.name()), pem, Authority.PRIVATE);
    putSerial(serial);
    authority.putIndex(
        change,
        index.with(new IndexLine("V", Asn1Time.text(wish.until()), "", hex, "unknown", subject)));
    return new Made(change, certificate, hex);
  }

  private void demandUnique(String subject) throws UserError {
    if (!index.unique()) {
      return;
    }
    for (var entry : index.entries()) {
      if (entry.line().status().equals("V") && entry.line().subject().equals(subject)) {
        throw new UserError(
            "%s is valid already under serial number %s, and %s demands unique_subject"
                .formatted(subject, entry.line().serial(), CaIndex.attributes(authority.folder())));
      }
    }
  }

  /// Random where easy-rsa 3 keeps the folder, else the next; never one that the index has.
  private BigInteger serial() throws IOException, UserError {
    var taken = new HashSet<BigInteger>();
    index.entries().forEach(entry -> taken.add(entry.number()));
    var serial =
        authority.folder().kind() == PkiFolder.Kind.EASY_RSA_3
            ? new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1)
            : SerialFile.read(authority.folder().serial());
    while (taken.contains(serial)) {
      serial = serial.add(BigInteger.ONE);
    }
    return serial;
  }

  private void putSerial(BigInteger serial) throws IOException {
    var file = authority.folder().serial();
    if (Files.isRegularFile(file)) {
      change.put(
          file.resolveSibling(file.getFileName() + ".old"),
          Files.readAllBytes(file),
          Authority.PRIVATE);
    }
    change.put(file, SerialFile.bytes(serial.add(BigInteger.ONE)), Authority.PRIVATE);
  }

  /// The same subject, names, purpose and key with a new serial number and a new time. The old
  /// certificate stays valid, unless it is revoked in the same change.
  ///
  /// @param old the one that is renewed
  /// @param revoke whether the old one is revoked as superseded
  public static Made renew(
      Authority authority,
      Signer signer,
      CaIndex.Entry entry,
      X509Certificate old,
      Instant until,
      boolean revoke)
      throws IOException, UserError {
    var file = authority.named(entry);
    var name =
        file.map(path -> path.getFileName().toString().replaceFirst("\\.crt$", ""))
            .orElse(entry.name());
    demandFileName(name);
    var issuance = new Issuance(authority, signer, new Change("renew", "renew " + name));
    var folder = authority.folder();
    if (revoke) {
      issuance.index = Revoking.revoked(authority.index(), entry, "superseded", authority.now());
    } else if (folder.kind() == PkiFolder.Kind.EASY_RSA_3 && file.isPresent()) {
      issuance.keepRenewed(file.get(), name);
    }
    var wish =
        new Wish(
            name, old.getSubjectX500Principal().getEncoded(), purpose(old), otherNames(old), until);
    if (revoke && folder.kind() == PkiFolder.Kind.EASY_RSA_3) {
      issuance.change.put(
          folder.revoked("certs", entry.line().serial(), ".crt"),
          Signer.pem(old),
          Authority.PRIVATE);
      issuance.change.remove(folder.bySerial(entry.line().serial()));
    }
    var made = issuance.sign(wish, old.getPublicKey());
    if (revoke) {
      var after =
          issuance.index.with(
              new IndexLine("V", Asn1Time.text(until), "", made.serial(), "unknown", ""));
      authority.putList(issuance.change, after, signer, OptionalInt.empty());
    }
    return made;
  }

  /// Where easy-rsa 3 looks for what `revoke-renewed` revokes.
  private void keepRenewed(Path file, String name) throws IOException, UserError {
    var kept = authority.folder().root().resolve("renewed/issued").resolve(name + ".crt");
    if (file.equals(kept)) {
      return;
    }
    if (Files.exists(kept)) {
      throw new UserError(
          kept + " waits to be revoked since the last renewal; revoke it, or renew with --revoke");
    }
    change.put(kept, Files.readAllBytes(file), Authority.PRIVATE);
  }

  private static Purpose purpose(X509Certificate old) throws UserError {
    try {
      var names = old.getExtendedKeyUsage();
      var all = names == null ? Set.of() : Set.copyOf(names);
      boolean server = all.contains("1.3.6.1.5.5.7.3.1");
      boolean client = all.contains("1.3.6.1.5.5.7.3.2");
      return server && client ? Purpose.both : server ? Purpose.server : Purpose.client;
    } catch (CertificateParsingException e) {
      throw new UserError("what the old certificate is for can't be read");
    }
  }

  private static List<String> otherNames(X509Certificate old) throws UserError {
    try {
      var names = new ArrayList<String>();
      var all = old.getSubjectAlternativeNames();
      for (var name : all == null ? List.<List<?>>of() : all) {
        var kind =
            switch ((Integer) name.getFirst()) {
              case 1 -> "email";
              case 2 -> "DNS";
              case 6 -> "URI";
              case 7 -> "IP";
              default ->
                  throw new UserError(
                      "the old certificate has names of a kind that casebook does not issue");
            };
        names.add(kind + ":" + name.get(1));
      }
      return names;
    } catch (CertificateParsingException e) {
      throw new UserError("the other names of the old certificate can't be read");
    }
  }
}

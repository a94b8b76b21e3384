package dev.casebook.wings.pki.tool;

import dev.casebook.console.UserError;
import dev.casebook.wings.pki.folder.CaIndex;
import dev.casebook.wings.pki.folder.CertificateFiles;
import dev.casebook.wings.pki.folder.PkiFolder;
import dev.casebook.wings.pki.folder.SerialFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What is wrong in an authority's folder: index, files and list held against each other.
public final class Inspection {

  private static final int OTHERS = 0077;

  private final Authority authority;
  private final Duration ahead;
  private final List<Finding> findings = new ArrayList<>();

  private Inspection(Authority authority, Duration ahead) {
    this.authority = authority;
    this.ahead = ahead;
  }

  /// @param ahead how long before its end something is told of
  public static List<Finding> of(Authority authority, Duration ahead)
      throws IOException, UserError {
    var inspection = new Inspection(authority, ahead);
    inspection.index();
    inspection.serial();
    inspection.files();
    inspection.keys();
    inspection.expiries();
    inspection.list();
    return inspection.findings;
  }

  private void add(String severity, Object subject, String what, String remedy) {
    findings.add(new Finding(severity, subject.toString(), what, remedy));
  }

  private void index() {
    var folder = authority.folder();
    for (var line : authority.index().rejected()) {
      add(
          "high",
          folder.index() + ":" + line,
          "the line is no entry: openssl ca refuses the index",
          "");
    }
    var bySubject = new LinkedHashMap<String, List<CaIndex.Entry>>();
    var serials = new HashSet<BigInteger>();
    for (var entry : authority.index().entries()) {
      if (!serials.add(entry.number())) {
        add("high", entry.line().serial(), "the index has this serial number twice", "");
      }
      if (entry.isValidAt(authority.now())) {
        bySubject.computeIfAbsent(entry.line().subject(), _ -> new ArrayList<>()).add(entry);
      }
    }
    for (var each : bySubject.entrySet()) {
      if (each.getValue().size() > 1) {
        duplicate(each.getKey(), each.getValue());
      }
    }
  }

  private void duplicate(String subject, List<CaIndex.Entry> entries) {
    var serials =
        entries.stream().map(entry -> entry.line().serial()).collect(Collectors.joining(", "));
    boolean unique = authority.index().unique();
    add(
        unique ? "high" : "low",
        subject,
        "%d valid certificates have this subject (%s)%s"
            .formatted(
                entries.size(),
                serials,
                unique
                    ? ", and unique_subject is demanded: openssl ca refuses the index"
                    : "; OpenVPN takes them for one client"),
        "casebook pki revoke SERIAL of the one that is not used");
  }

  private void serial() throws IOException, UserError {
    var folder = authority.folder();
    if (folder.kind() == PkiFolder.Kind.EASY_RSA_3 || !Files.exists(folder.serial())) {
      return;
    }
    var next = SerialFile.read(folder.serial());
    if (authority.index().entries().stream().anyMatch(entry -> entry.number().equals(next))) {
      add("high", folder.serial(), "the next serial number is in the index already", "");
    }
  }

  private void files() throws IOException {
    var known = new HashMap<BigInteger, CaIndex.Entry>();
    authority.index().entries().forEach(entry -> known.put(entry.number(), entry));
    for (var each : CertificateFiles.named(authority.folder()).entrySet()) {
      var entry = known.get(each.getKey());
      var file = each.getValue().getFirst();
      if (entry == null && isOurs(file)) {
        add("high", file, "its serial number is not in the index: it can't be revoked by it", "");
      } else if (entry != null
          && entry.isRevoked()
          && authority.folder().kind() == PkiFolder.Kind.EASY_RSA_3) {
        add("low", file, "it is revoked and still lies among the issued ones", "");
      }
    }
    for (var entry : authority.index().entries()) {
      if (entry.isValidAt(authority.now())
          && CertificateFiles.of(authority.folder(), entry).isEmpty()) {
        add("low", entry.line().serial(), "valid, and its certificate is not in the folder", "");
      }
    }
  }

  private boolean isOurs(Path file) throws IOException {
    return CertificateFiles.certificate(file)
        .filter(one ->
            one.getIssuerX500Principal().equals(authority.certificate().getSubjectX500Principal()))
        .isPresent();
  }

  private void keys() throws IOException {
    var keys = new ArrayList<Path>();
    if (Files.isDirectory(authority.folder().keys())) {
      try (var files = Files.newDirectoryStream(authority.folder().keys(), "*.key")) {
        files.forEach(keys::add);
      }
    }
    if (!keys.contains(authority.folder().caKey()) && Files.exists(authority.folder().caKey())) {
      keys.add(authority.folder().caKey());
    }
    keys.sort(null);
    for (var key : keys) {
      int mode = (Integer) Files.getAttribute(key, "unix:mode") & 0777;
      if ((mode & OTHERS) != 0) {
        add(
            "high",
            key,
            "a private key that others than its owner may read (mode %04o)".formatted(mode),
            "chmod 600 " + key);
      }
    }
  }

  private void expiries() {
    var until = authority.certificate().getNotAfter().toInstant();
    if (until.isBefore(authority.now().plus(ahead))) {
      add("high", authority.folder().caCertificate(), "the authority expires at " + until, "");
    }
    for (var entry : authority.index().entries()) {
      if (entry.isValidAt(authority.now())
          && entry.expires().isBefore(authority.now().plus(ahead))) {
        add(
            "medium",
            entry.line().serial(),
            entry.name() + " expires at " + entry.expires(),
            "casebook pki renew " + entry.line().serial());
      }
    }
  }

  private void list() throws IOException {
    var file = authority.folder().crl();
    var list = CertificateFiles.list(file);
    if (list.isEmpty()) {
      add(
          authority.index().entries().stream().anyMatch(CaIndex.Entry::isRevoked) ? "high" : "low",
          file,
          "there is no revocation list",
          "casebook pki crl");
      return;
    }
    for (var finding : ofList(authority, file.toString(), list.get(), ahead, "casebook pki crl")) {
      findings.add(finding);
    }
  }

  /// What is wrong with a list: that of the folder, or one that was published.
  static List<Finding> ofList(
      Authority authority, String subject, X509CRL list, Duration ahead, String remedy) {
    var found = new ArrayList<Finding>();
    try {
      list.verify(authority.certificate().getPublicKey());
    } catch (GeneralSecurityException e) {
      found.add(new Finding("high", subject, "its signature is not this authority's", remedy));
      return found;
    }
    var next = list.getNextUpdate();
    if (next != null && next.toInstant().isBefore(authority.now())) {
      found.add(
          new Finding(
              "high",
              subject,
              "expired at " + next.toInstant() + ": OpenVPN refuses everybody",
              remedy));
    } else if (next != null && next.toInstant().isBefore(authority.now().plus(ahead))) {
      found.add(
          new Finding(
              "medium",
              subject,
              "expires at " + next.toInstant() + "; then OpenVPN refuses everybody",
              remedy));
    }
    if (list.getThisUpdate().toInstant().isAfter(authority.now())) {
      found.add(
          new Finding(
              "high", subject, "is not valid before " + list.getThisUpdate().toInstant(), ""));
    }
    found.addAll(differences(authority, subject, list, remedy));
    return found;
  }

  private static List<Finding> differences(
      Authority authority, String subject, X509CRL list, String remedy) {
    var found = new ArrayList<Finding>();
    Map<BigInteger, Instant> listed = new HashMap<>();
    var entries = list.getRevokedCertificates();
    if (entries != null) {
      entries.forEach(
          each -> listed.put(each.getSerialNumber(), each.getRevocationDate().toInstant()));
    }
    for (var entry : authority.index().entries()) {
      boolean isListed = listed.containsKey(entry.number());
      if (entry.isRevoked() && !isListed && entry.expires().isAfter(authority.now())) {
        found.add(
            new Finding(
                "high",
                subject,
                "%s (%s) is revoked and not in it: still admitted"
                    .formatted(entry.line().serial(), entry.name()),
                remedy));
      } else if (!entry.isRevoked() && isListed) {
        found.add(
            new Finding(
                "medium",
                subject,
                "%s (%s) is not revoked and still in it: refused"
                    .formatted(entry.line().serial(), entry.name()),
                remedy));
      }
    }
    return found;
  }
}

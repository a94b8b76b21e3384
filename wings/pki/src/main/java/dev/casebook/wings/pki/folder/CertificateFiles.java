package dev.casebook.wings.pki.folder;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Certificates and lists as files hold them, with words before them or not.
public final class CertificateFiles {

  private static final int BYTES_MAX = 64 * 1024 * 1024;

  /// Folders with more are not searched by content; names by serial still are.
  private static final int FILES_MAX = 100_000;

  private CertificateFiles() {}

  /// Empty if it is missing or no certificate.
  public static Optional<X509Certificate> certificate(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
        return Optional.empty();
      }
      var made = factory().generateCertificate(stream(file, "-----BEGIN CERTIFICATE"));
      return made instanceof X509Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException | RuntimeException e) {
      // The JDK's parser throws unchecked ones at some malformed input too.
      return Optional.empty();
    }
  }

  /// All that a stream has, with words between them or not; none of what is damaged.
  public static List<X509Certificate> certificates(ByteArrayInputStream stream) {
    var text = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    var all = new ArrayList<X509Certificate>();
    for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
      try {
        var block =
            new ByteArrayInputStream(text.substring(at).getBytes(StandardCharsets.ISO_8859_1));
        if (all.size() < AUTHORITIES_MAX
            && factory().generateCertificate(block) instanceof X509Certificate one) {
          all.add(one);
        }
      } catch (CertificateException | RuntimeException e) {
        // the next one may be whole
      }
    }
    return all;
  }

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  /// A server trusts a few.
  private static final int AUTHORITIES_MAX = 100;

  /// Empty if it is missing or no list.
  public static Optional<X509CRL> list(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
        return Optional.empty();
      }
      return factory().generateCRL(stream(file, "-----BEGIN X509 CRL")) instanceof X509CRL list
          ? Optional.of(list)
          : Optional.empty();
    } catch (CertificateException | CRLException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static CertificateFactory factory() throws CertificateException {
    return CertificateFactory.getInstance("X.509");
  }

  /// What `openssl x509 -text` writes before a block is passed over.
  private static ByteArrayInputStream stream(Path file, String begin) throws IOException {
    var bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(begin);
    return new ByteArrayInputStream(at > 0 ? Arrays.copyOfRange(bytes, at, bytes.length) : bytes);
  }

  /// The certificates that lie under names, by their serial numbers; of those under one number all.
  public static Map<BigInteger, List<Path>> named(PkiFolder folder) throws IOException {
    var all = new LinkedHashMap<BigInteger, List<Path>>();
    var folders = new ArrayList<>(List.of(folder.issued()));
    folders.add(folder.root().resolve("renewed/issued"));
    for (var each : folders) {
      if (!Files.isDirectory(each)) {
        continue;
      }
      try (var files = Files.newDirectoryStream(each, isCertificate(folder))) {
        int n = 0;
        for (var file : files) {
          if (n++ < FILES_MAX) {
            certificate(file)
                .ifPresent(one ->
                    all.computeIfAbsent(one.getSerialNumber(), _ -> new ArrayList<>()).add(file));
          }
        }
      }
    }
    return all;
  }

  private static DirectoryStream.Filter<Path> isCertificate(PkiFolder folder) {
    return file ->
        file.toString().endsWith(".crt")
            && !file.equals(folder.caCertificate())
            && !file.getFileName().toString().startsWith(".");
  }

  /// Where the certificate of an entry lies, wherever that is.
  public static Optional<Path> of(PkiFolder folder, CaIndex.Entry entry) throws IOException {
    var serial = entry.line().serial();
    for (var file : List.of(folder.bySerial(serial), folder.revoked("certs", serial, ".crt"))) {
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    var named = named(folder).get(entry.number());
    return named == null ? Optional.empty() : Optional.of(named.getFirst());
  }
}

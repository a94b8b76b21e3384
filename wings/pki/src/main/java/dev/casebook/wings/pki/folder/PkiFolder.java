package dev.casebook.wings.pki.folder;

import dev.casebook.console.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where an authority keeps what, as the program that made its folder has it.
///
/// @param root the folder with the index; the journal lies in it
/// @param crlNumber where the next number of a list stands; empty where the program keeps none
/// @param bySerial where each certificate lies under its serial number
/// @param issued where certificates lie under names; [#keys] and [#requests] too
/// @param digest of signatures, as OpenSSL names it
/// @param days how long a certificate is valid
/// @param crlDays how long a list is valid
public record PkiFolder(
    Kind kind,
    Path root,
    Path index,
    Path serial,
    Optional<Path> crlNumber,
    Path caCertificate,
    Path caKey,
    Path crl,
    Path bySerial,
    Path issued,
    Path keys,
    Path requests,
    String digest,
    int days,
    int crlDays) {

  /// Who made the folder.
  public enum Kind {
    EASY_RSA_3("easy-rsa 3"),
    EASY_RSA_2("easy-rsa 2"),
    OPENSSL("openssl ca");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  /// The limit of an index; a million certificates have some 80 MB.
  public static final long BYTES_MAX = 256 * 1024 * 1024;

  private static final int DAYS_OF_EASY_RSA_3 = 825;
  private static final int CRL_DAYS_OF_EASY_RSA_3 = 180;
  private static final int DAYS_OF_EASY_RSA_2 = 3650;
  private static final int DAYS_OF_OPENSSL = 365;
  private static final int CRL_DAYS = 30;

  /// @param named a folder of an authority, or the one around it
  /// @param configuration of `openssl ca`; empty to look for what is there
  public static PkiFolder open(Path named, Optional<Path> configuration)
      throws IOException, UserError {
    var folder = named.toAbsolutePath().normalize();
    if (configuration.isPresent()) {
      return openssl(configuration.get().toAbsolutePath().normalize());
    }
    for (var candidate : List.of(folder, folder.resolve("pki"))) {
      if (has(candidate, "index.txt")
          && Files.isDirectory(candidate.resolve("issued"))
          && Files.isDirectory(candidate.resolve("private"))) {
        return easyRsa3(candidate);
      }
    }
    var own = ownConfiguration(folder);
    if (own.isPresent()) {
      return openssl(own.get());
    }
    for (var candidate : List.of(folder, folder.resolve("keys"))) {
      if (has(candidate, "index.txt") && has(candidate, "ca.crt")) {
        return easyRsa2(candidate);
      }
    }
    throw new UserError(
        named
            + " is no folder of easy-rsa or openssl ca; name it by --pki, an openssl.cnf by --config,"
            + " or make a new one by casebook pki init");
  }

  private static boolean has(Path folder, String name) {
    return Files.isRegularFile(folder.resolve(name));
  }

  /// As easy-rsa 3 lays it out.
  public static PkiFolder easyRsa3(Path root) throws IOException {
    var vars = vars(root);
    return new PkiFolder(
        Kind.EASY_RSA_3,
        root,
        root.resolve("index.txt"),
        root.resolve("serial"),
        Optional.empty(),
        root.resolve("ca.crt"),
        root.resolve("private/ca.key"),
        root.resolve("crl.pem"),
        root.resolve("certs_by_serial"),
        root.resolve("issued"),
        root.resolve("private"),
        root.resolve("reqs"),
        setting(vars, "EASYRSA_DIGEST").orElse("sha256"),
        number(setting(vars, "EASYRSA_CERT_EXPIRE"), DAYS_OF_EASY_RSA_3),
        number(setting(vars, "EASYRSA_CRL_DAYS"), CRL_DAYS_OF_EASY_RSA_3));
  }

  /// As easy-rsa 2 and OpenVPN's own scripts lay it out: one folder for all.
  private static PkiFolder easyRsa2(Path root) throws IOException {
    var vars = vars(root);
    return new PkiFolder(
        Kind.EASY_RSA_2,
        root,
        root.resolve("index.txt"),
        root.resolve("serial"),
        Optional.empty(),
        root.resolve("ca.crt"),
        root.resolve("ca.key"),
        root.resolve("crl.pem"),
        root,
        root,
        root,
        root,
        "sha256",
        number(setting(vars, "KEY_EXPIRE"), DAYS_OF_EASY_RSA_2),
        CRL_DAYS);
  }

  private static PkiFolder openssl(Path file) throws IOException, UserError {
    var configuration = OpensslConfiguration.read(file);
    var index = configuration.path("database");
    var root = parent(index);
    var newCertificates = configuration.optionalPath("new_certs_dir").orElse(root);
    return new PkiFolder(
        Kind.OPENSSL,
        root,
        index,
        configuration.optionalPath("serial").orElse(root.resolve("serial")),
        configuration.optionalPath("crlnumber"),
        configuration.optionalPath("certificate").orElse(root.resolve("ca.crt")),
        configuration.optionalPath("private_key").orElse(root.resolve("ca.key")),
        configuration.optionalPath("crl").orElse(root.resolve("crl.pem")),
        newCertificates,
        configuration.optionalPath("certs").orElse(root),
        configuration.optionalPath("private_key").map(PkiFolder::parent).orElse(root),
        root,
        configuration.value("default_md").orElse("sha256"),
        number(configuration.value("default_days"), DAYS_OF_OPENSSL),
        number(configuration.value("default_crl_days"), CRL_DAYS));
  }

  private static Path parent(Path file) {
    var parent = file.getParent();
    return parent == null ? Path.of("/") : parent;
  }

  private static Optional<Path> ownConfiguration(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (var files = Files.newDirectoryStream(folder, "*.cnf")) {
      for (var file : files) {
        if (Files.isRegularFile(file) && OpensslConfiguration.isOfAuthority(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  private static final long VARS_BYTES_MAX = 1024 * 1024;

  /// The settings of easy-rsa, which lie in its folder or in the one around it.
  private static String vars(Path root) throws IOException {
    for (var file : List.of(root.resolve("vars"), root.resolveSibling("vars"))) {
      if (Files.isRegularFile(file) && Files.size(file) <= VARS_BYTES_MAX) {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  private static Optional<String> setting(String vars, String name) {
    var found =
        Pattern.compile(
                "(?m)^\\s*(?:set_var\\s+|export\\s+)" + name + "[\\s=]+\"?([A-Za-z0-9_.-]+)")
            .matcher(vars);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static int number(Optional<String> text, int otherwise) {
    return text.filter(digits -> digits.matches("[0-9]{1,6}"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }

  public Path certificate(String name) {
    return issued.resolve(name + ".crt");
  }

  public Path key(String name) {
    return keys.resolve(name + ".key");
  }

  public Path request(String name) {
    return requests.resolve(name + (kind == Kind.EASY_RSA_3 ? ".req" : ".csr"));
  }

  public Path bySerial(String serial) {
    return bySerial.resolve(serial + ".pem");
  }

  /// Where easy-rsa 3 moves what belongs to a revoked certificate.
  public Path revoked(String part, String serial, String suffix) {
    return root.resolve("revoked").resolve(part + "_by_serial").resolve(serial + suffix);
  }
}

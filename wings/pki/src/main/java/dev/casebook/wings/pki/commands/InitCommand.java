package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.pki.folder.CaIndex;
import dev.casebook.wings.pki.folder.PkiFolder;
import dev.casebook.wings.pki.folder.SerialFile;
import dev.casebook.wings.pki.issuing.KeyFile;
import dev.casebook.wings.pki.issuing.Signer;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.journal.Change;
import dev.casebook.wings.pki.tool.Authority;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook pki init`: a new authority in the layout of easy-rsa 3.
@Command(
    name = "init",
    description = "Make a new authority, in a folder as easy-rsa 3 lays it out.",
    footer = {
      "",
      "With it comes an empty revocation list, so that a server can verify from the start.",
      "",
      "Examples:",
      "  casebook pki init --pki office --name 'Office CA' --encrypt",
      "  casebook pki init --pki lab --subject '/C=DE/O=Lab/CN=Lab CA' --key rsa:4096",
    })
final class InitCommand extends FolderCommand {

  private static final int SERIAL_BITS = 127;

  /// Files by which a folder is another one's already.
  private static final List<String> TAKEN =
      List.of("index.txt", "ca.crt", "private/ca.key", "ca.key", "serial");

  @Option(names = "--name", paramLabel = "NAME", description = "Its common name.")
  private String name = "Casebook CA";

  @Option(
      names = "--subject",
      paramLabel = "/C=…/O=…/CN=…",
      description = "Its whole subject, in the place of a name.")
  private String subject = "";

  @Option(
      names = "--key",
      paramLabel = "KIND",
      description = "rsa:BITS, ec:CURVE or ed25519; ec:secp384r1 if not given.")
  private String kind = "ec:secp384r1";

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "How long it is valid; 3650 if not given.")
  private int days = 3650;

  @Option(names = "--encrypt", description = "Encrypt its private key with a passphrase.")
  private boolean encrypt;

  @Mixin private final CaPassphrase passphrase = new CaPassphrase();

  @Mixin private final WhyOption why = new WhyOption();

  InitCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    Days.demand(days);
    try {
      var root = named().toAbsolutePath().normalize();
      for (var taken : TAKEN) {
        if (Files.exists(root.resolve(taken))) {
          throw new UserError(root.resolve(taken) + " is there: this folder has an authority");
        }
      }
      for (var part : List.of("", "private", "issued", "reqs", "certs_by_serial")) {
        Files.createDirectories(
            root.resolve(part),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      var folder = PkiFolder.easyRsa3(root);
      char[] secret = encrypt ? passphrase.fresh(console(), folder.caKey()) : null;
      var journal = journal(root);
      return journal.alone(() -> {
        var what = subject.isEmpty() ? "/CN=" + name.replace("/", "\\/") : subject;
        make(root, journal, change(folder, what, secret), why.why(), "made the authority " + what);
        return 0;
      });
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Change change(PkiFolder folder, String what, char @Nullable [] secret)
      throws IOException, UserError {
    var now = console().now().truncatedTo(ChronoUnit.SECONDS);
    var pair = KeyFile.made(kind);
    var serial = new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS - 1);
    var certificate = Signer.authority(what, pair, serial, now, now.plus(Duration.ofDays(days)));
    var change = new Change("init", "make the authority " + what);
    change.put(folder.caKey(), KeyFile.written(pair.getPrivate(), secret), 0600);
    change.put(folder.caCertificate(), Signer.pem(certificate), 0644);
    change.put(folder.serial(), SerialFile.bytes(BigInteger.ONE), 0600);
    change.put(
        folder.index().resolveSibling("index.txt.attr"),
        "unique_subject = no\n".getBytes(StandardCharsets.US_ASCII),
        0600);
    var empty = new CaIndex(List.of(), false, List.of());
    var authority = new Authority(folder, empty, certificate, now);
    authority.putList(
        change,
        empty,
        Signer.of(certificate, pair.getPrivate(), folder.digest()),
        OptionalInt.empty());
    change.put(folder.root().resolve(CONFIGURATION), configuration(), 0644);
    return change.put(folder.index(), new byte[0], 0600);
  }

  /// Without it easy-rsa could not go on with the folder.
  private static final String CONFIGURATION = "openssl-easyrsa.cnf";

  private static byte[] configuration() throws IOException {
    try (var in = InitCommand.class.getResourceAsStream(CONFIGURATION)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }
}

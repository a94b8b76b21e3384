package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.pki.issuing.KeyFile;
import dev.casebook.wings.pki.issuing.Purpose;
import dev.casebook.wings.pki.issuing.Request;
import dev.casebook.wings.pki.issuing.Signer;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.tool.Authority;
import dev.casebook.wings.pki.tool.Issuance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook pki issue`: a certificate, with its key or for a request.
@Command(
    name = "issue",
    description = "Issue a certificate: with a new private key, or for somebody's request.",
    footer = {
      "",
      "The subject is that of the authority with NAME as its common name, unless "
          + "--subject or the request says another.",
      "",
      "Examples:",
      "  casebook pki issue btc",
      "  casebook pki issue vpn1 --type server --other-name DNS:vpn1.example",
      "  casebook pki issue alice --encrypt --pass-file secret.txt --days 365",
      "  casebook pki issue bob --request bob.csr"
    })
final class IssueCommand extends FolderCommand {

  /// A request is some kilobytes.
  private static final long REQUEST_BYTES_MAX = 1024 * 1024;

  @Parameters(paramLabel = "NAME", description = "The common name, and that of the files.")
  private String name = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "client, server or both; client if not given.")
  private Purpose purpose = Purpose.client;

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "How long it is valid; as the folder has it.")
  private int days;

  @Option(
      names = "--key",
      paramLabel = "KIND",
      description = "rsa:BITS, ec:CURVE or ed25519; as the authority's if not given.")
  private @Nullable String kind;

  @Option(names = "--subject", paramLabel = "/C=…/CN=…", description = "The whole subject.")
  private String subject = "";

  @Option(
      names = "--other-name",
      paramLabel = "KIND:NAME",
      description = "DNS:…, IP:…, email:… or URI:…; as often as there are some.")
  private List<String> otherNames = List.of();

  @Option(
      names = "--request",
      paramLabel = "FILE",
      description = "A request (PKCS#10, PEM) whose key stays where it is.")
  private @Nullable Path request;

  @Option(names = "--encrypt", description = "Encrypt the new key with a passphrase.")
  private boolean encrypt;

  @Option(
      names = "--pass-file",
      paramLabel = "FILE",
      description = "The new key's passphrase is the first line of this file.")
  private @Nullable Path passFile;

  @Option(
      names = "--pass-env",
      paramLabel = "NAME",
      description =
          "The new key's passphrase is in this variable of the environment; asked for if not given.")
  private @Nullable String passVariable;

  @Mixin private final CaPassphrase passphrase = new CaPassphrase();

  @Mixin private final WhyOption why = new WhyOption();

  IssueCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    Issuance.demandFileName(name);
    return changing((authority, journal) -> {
      var signer = authority.signer(passphrase.of(console()));
      var made = request == null ? withKey(authority, signer) : forRequest(authority, signer);
      make(
          authority,
          journal,
          made.change(),
          why.why(),
          "issued %s, serial %s, valid until %s: %s"
              .formatted(
                  name,
                  made.serial(),
                  made.certificate().getNotAfter().toInstant(),
                  authority.folder().certificate(name)));
      return 0;
    });
  }

  private Issuance.Made withKey(Authority authority, Signer signer) throws IOException, UserError {
    boolean secret = encrypt || passFile != null || passVariable != null;
    char[] chosen =
        secret
            ? new PassphraseSource(console(), passFile, passVariable)
                .fresh("New passphrase of " + authority.folder().key(name) + ": ")
            : null;
    var pair =
        KeyFile.made(kind != null ? kind : KeyFile.kindOf(authority.certificate().getPublicKey()));
    var of = Signer.subject(authority.certificate(), name, subject);
    return Issuance.issue(authority, signer, wish(authority, of), pair, chosen);
  }

  private Issuance.Made forRequest(Authority authority, Signer signer)
      throws IOException, UserError {
    var file = Objects.requireNonNull(request);
    if (!Files.isReadable(file) || Files.size(file) > REQUEST_BYTES_MAX) {
      throw new UserError("no request can be read from " + file);
    }
    var pem = Files.readAllBytes(file);
    var read = Request.read(pem, file.toString());
    var of =
        subject.isEmpty() ? read.subject() : Signer.subject(authority.certificate(), name, subject);
    return Issuance.issueFor(authority, signer, wish(authority, of), read.key(), pem);
  }

  private Issuance.Wish wish(Authority authority, byte[] of) throws UserError {
    int valid = days == 0 ? authority.folder().days() : days;
    Days.demand(valid);
    return new Issuance.Wish(
        name, of, purpose, otherNames, authority.now().plus(Duration.ofDays(valid)));
  }
}

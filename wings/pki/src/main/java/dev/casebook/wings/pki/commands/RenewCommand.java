package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.pki.folder.CertificateFiles;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.tool.Issuance;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook pki renew`: the same certificate for another time.
@Command(
    name = "renew",
    description = "Issue a certificate anew: same subject, names, use and key, later end.",
    footer = {
      "",
      "The private key stays as it is, so that only the certificate is replaced where it "
          + "is used. The former one stays valid until its end unless --revoke says otherwise.",
      "",
      "Examples:",
      "  casebook pki renew btc",
      "  casebook pki renew 70 --days 365 --revoke"
    })
final class RenewCommand extends OneCertificate {

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "How long it is valid; as the folder has it.")
  private int days;

  @Option(names = "--revoke", description = "Revoke the former one as superseded.")
  private boolean revoke;

  RenewCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    return changing((authority, journal) -> {
      var entry = authority.index().find(word(), "valid", authority.now());
      if (entry.isRevoked()) {
        throw new UserError(entry.line().serial() + " is revoked; issue a new one instead");
      }
      var file =
          CertificateFiles.of(authority.folder(), entry)
              .orElseThrow(
                  () -> new UserError("the folder has no certificate " + entry.line().serial()));
      var old =
          CertificateFiles.certificate(file)
              .orElseThrow(() -> new UserError(file + " is no certificate"));
      int valid = days == 0 ? authority.folder().days() : days;
      Days.demand(valid);
      var made =
          Issuance.renew(
              authority,
              authority.signer(passphrase().of(console())),
              entry,
              old,
              authority.now().plus(Duration.ofDays(valid)),
              revoke);
      make(
          authority,
          journal,
          made.change(),
          why(),
          "renewed %s, serial %s, valid until %s; the former one, %s, %s"
              .formatted(
                  entry.name(),
                  made.serial(),
                  made.certificate().getNotAfter().toInstant(),
                  entry.line().serial(),
                  revoke ? "is revoked" : "stays valid"));
      return 0;
    });
  }
}

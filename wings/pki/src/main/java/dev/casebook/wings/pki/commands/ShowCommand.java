package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.report.JsonRows;
import dev.casebook.report.Printable;
import dev.casebook.tables.pki.SerialNumber;
import dev.casebook.wings.pki.folder.CaIndex;
import dev.casebook.wings.pki.folder.CertificateFiles;
import dev.casebook.wings.pki.issuing.KeyFile;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.tool.Authority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook pki show`: one certificate, or the authority itself.
@Command(
    name = "show",
    description = "Show a certificate and what belongs to it; without a name the authority.",
    footer = {
      "",
      "Of a private key only its file, its mode and whether it is encrypted are told.",
      "",
      "Examples:",
      "  casebook pki show",
      "  casebook pki show btc",
      "  casebook pki show 2636410895 --json",
    })
final class ShowCommand extends FolderCommand {

  @Parameters(
      arity = "0..1",
      paramLabel = "SERIAL or NAME",
      hideParamSyntax = true,
      description = "A serial number, hexadecimal or decimal, or a common name.")
  private @Nullable String word;

  @Option(names = "--json", description = "A JSON object.")
  private boolean json;

  ShowCommand(Console console, Border border) {
    super(console, border);
  }

  @Override
  public Integer call() throws UserError {
    return reading((authority, _) -> {
      var facts = word == null ? authority(authority) : certificate(authority, word);
      if (json) {
        var rows = JsonRows.lines(console().out());
        rows.columns(List.copyOf(facts.keySet()));
        rows.row(facts.values().toArray());
        rows.end();
      } else {
        facts.forEach((key, value) -> {
          if (value != null) {
            console()
                .out()
                .print("%-16s%s\n".formatted(key.replace('_', ' '), Printable.line("" + value)));
          }
        });
      }
      return 0;
    });
  }

  private static Map<String, @Nullable Object> authority(Authority authority) throws IOException {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    var folder = authority.folder();
    var certificate = authority.certificate();
    facts.put("folder", folder.root().toString());
    facts.put("kind", folder.kind().title());
    facts.put("subject", certificate.getSubjectX500Principal().getName());
    facts.put("serial", new SerialNumber(certificate.getSerialNumber()).hex());
    facts.put("valid_from", certificate.getNotBefore().toInstant().toString());
    facts.put("expires_at", certificate.getNotAfter().toInstant().toString());
    facts.put("key_type", KeyFile.kindOf(certificate.getPublicKey()));
    key(facts, folder.caKey());
    facts.put("unique_subject", authority.index().unique());
    for (var status : List.of("valid", "revoked", "expired")) {
      facts.put(
          status,
          authority.index().entries().stream()
              .filter(entry -> entry.status(authority.now()).equals(status))
              .count());
    }
    var list = CertificateFiles.list(folder.crl());
    facts.put("crl", list.isPresent() ? folder.crl().toString() : null);
    facts.put("crl_number", list.flatMap(Authority::number).map(Object::toString).orElse(null));
    facts.put(
        "crl_until",
        list.map(one -> one.getNextUpdate()).map(date -> date.toInstant().toString()).orElse(null));
    return facts;
  }

  private static Map<String, @Nullable Object> certificate(Authority authority, String word)
      throws IOException, UserError {
    var entry = authority.index().find(word, "", authority.now());
    var facts = new LinkedHashMap<String, @Nullable Object>();
    facts.put("name", entry.name());
    facts.put("status", entry.status(authority.now()));
    facts.put("serial", entry.line().serial());
    facts.put("serial_decimal", entry.number().toString());
    facts.put("subject", entry.line().subject());
    facts.put("expires_at", entry.expires().toString());
    facts.put("revoked_at", entry.revokedAt().map(Instant::toString).orElse(null));
    facts.put("reason", entry.reason().isEmpty() ? null : entry.reason());
    var file = CertificateFiles.of(authority.folder(), entry);
    facts.put("certificate", file.map(Path::toString).orElse(null));
    var read =
        file.isEmpty()
            ? Optional.<X509Certificate>empty()
            : CertificateFiles.certificate(file.get());
    read.ifPresent(one -> {
      facts.put("valid_from", one.getNotBefore().toInstant().toString());
      facts.put("key_type", KeyFile.kindOf(one.getPublicKey()));
      facts.put("signature", one.getSigAlgName());
    });
    key(facts, keyOf(authority, entry));
    return facts;
  }

  private static Path keyOf(Authority authority, CaIndex.Entry entry) throws IOException {
    var folder = authority.folder();
    var revoked = folder.revoked("private", entry.line().serial(), ".key");
    if (Files.exists(revoked)) {
      return revoked;
    }
    var named = CertificateFiles.named(folder).get(entry.number());
    var name =
        named == null
            ? entry.name()
            : named.getFirst().getFileName().toString().replaceFirst("\\.crt$", "");
    return folder.key(name.replace("/", "_").replace("\0", "_"));
  }

  private static void key(Map<String, @Nullable Object> facts, Path key) throws IOException {
    if (!Files.isReadable(key)) {
      return;
    }
    facts.put("key", key.toString());
    facts.put("key_mode", "%04o".formatted((Integer) Files.getAttribute(key, "unix:mode") & 0777));
    facts.put("key_encrypted", KeyFile.isEncrypted(key));
  }
}

package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Members;
import dev.casebook.evidence.Reason;
import dev.casebook.evidence.archive.Packing;
import dev.casebook.redaction.Redaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook redact`: a bundle that can be shown to others.
@Command(
    name = "redact",
    description = "Write a bundle again with tokens in the place of what tells whose it is.",
    footer = {
      "",
      "Replaced are addresses, MACs, names of hosts, domains and users, mail addresses, "
          + "keys, tokens, passwords in configurations and command lines, names in "
          + "certificates, and what --words names. The same name has the same token wherever "
          + "it stands, an address stays in the image of the smallest network that is known to "
          + "hold it, and diagnose says the same of the copy. Versions, netmasks, loopback, "
          + "multicast and system accounts stay.",
      "",
      "The copy is read again before it gets its name: where an original is left, "
          + "nothing is written. In captures a frame goes along as far as it is understood, up "
          + "to the headers of TCP and UDP, DNS and DHCP; it is said where payloads were cut "
          + "off. What else is no text, such as databases, is left out and named.",
      "",
      "What can't be promised: who knows an address and its token learns how its network "
          + "is called; names of fewer than four letters and words of every language go only "
          + "where a table or a format says that they are names; what is in base64, pictures "
          + "or free text that nothing marks stays, unless --words names it: names of pods and "
          + "applications, and names in Chinese that no account has. Look at the copy.",
      "",
      "Examples:",
      "  casebook redact sosreport-web1.tar.xz --to /root/web1.tar.gz",
      "  casebook redact sosreport-a.tar.xz --to /root/a.tar --mapping /root/a.map",
      "",
      "Exit status: 0 written, 1 an original was left and nothing was written, 2 could "
          + "not be read or written."
    })
final class RedactCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "BUNDLE", description = "A folder, a support bundle or one file.")
  private String bundle = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "The copy: a new .tar, .tar.gz, .tgz or .tar.zst, for its owner alone.")
  private Path to = Path.of("");

  @Mixin private TokenOptions tokens = new TokenOptions();

  @Option(
      names = "--keep",
      description = "Let files that can't be redacted go along as they are; they are named.")
  private boolean keep;

  RedactCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    check();
    var wish = wish();
    var workspace = new Workspace(console);
    var catalogue = workspace.catalogue();
    var open = workspace.open(List.of(bundle), catalogue.wanted(Redaction.wanted(catalogue)));
    try (var source = open.getFirst()) {
      var outcome =
          Redaction.of(catalogue, source, Members.of(Path.of(bundle)), wish, console.progress());
      console.progress().end();
      return new RedactReport(console).of(outcome, to);
    } catch (IOException e) {
      throw new UserError(bundle + ": " + Reason.of(e));
    }
  }

  private void check() throws UserError {
    if (bundle.equals("-")) {
      throw new UserError("a bundle is read several times: save it in a file first");
    }
    if (Packing.of(to.toString()).isEmpty()) {
      throw new UserError(to + ": the copy is a .tar, .tar.gz, .tgz or .tar.zst");
    }
    if (Files.exists(to)) {
      throw new UserError(to + " is there already; remove it or name another");
    }
    var folder = to.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UserError(to + ": its folder does not exist");
    }
    if (isInside(to) || tokens.mapping().filter(this::isInside).isPresent()) {
      throw new UserError("neither the copy nor the mapping may lie in the bundle");
    }
  }

  private boolean isInside(Path file) {
    return file.toAbsolutePath()
        .normalize()
        .startsWith(Path.of(bundle).toAbsolutePath().normalize());
  }

  private Redaction.Wish wish() throws UserError {
    return new Redaction.Wish(to, tokens.mapping(), tokens.words(), keep, Wings.rewritables());
  }
}

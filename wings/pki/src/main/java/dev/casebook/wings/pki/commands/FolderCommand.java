package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.hosts.Host;
import dev.casebook.report.Printable;
import dev.casebook.wings.pki.folder.PkiFolder;
import dev.casebook.wings.pki.journal.Border;
import dev.casebook.wings.pki.journal.Change;
import dev.casebook.wings.pki.journal.Journal;
import dev.casebook.wings.pki.journal.Who;
import dev.casebook.wings.pki.tool.Authority;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What all subcommands have in common: the authority's folder, and how it is read and changed.
abstract class FolderCommand implements Callable<Integer> {

  private final Console console;
  private final Border border;

  @Option(
      names = "--pki",
      paramLabel = "FOLDER",
      description = "The authority's folder, or the one around it; this one if not given.")
  private Path named = Path.of(".");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The openssl.cnf that says where the authority lies.")
  private @Nullable Path configuration;

  FolderCommand(Console console, Border border) {
    this.console = console;
    this.border = border;
  }

  Console console() {
    return console;
  }

  Path named() {
    return named;
  }

  Journal journal(Path root) {
    return new Journal(root, border);
  }

  /// What is done with an authority that nobody else changes meanwhile.
  interface Work {
    int status(Authority authority, Journal journal) throws IOException, UserError;
  }

  /// Looks at the folder. What was decided and not completed is completed before.
  int reading(Work work) throws UserError {
    try {
      var folder = folder();
      var journal = journal(folder.root());
      if (journal.isHalfDone()) {
        return journal.alone(() -> work.status(open(folder), journal));
      }
      return work.status(open(folder), journal);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /// Has the folder to itself.
  int changing(Work work) throws UserError {
    try {
      var folder = folder();
      var journal = journal(folder.root());
      return journal.alone(() -> work.status(open(folder), journal));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  PkiFolder folder() throws IOException, UserError {
    return PkiFolder.open(named, Optional.ofNullable(configuration));
  }

  private Authority open(PkiFolder folder) throws IOException, UserError {
    return Authority.open(folder, console.now());
  }

  static UserError failure(IOException e) {
    var file =
        e instanceof FileSystemException system && system.getFile() != null
            ? system.getFile() + ": "
            : "";
    return new UserError(file + Reason.of(e));
  }

  /// Makes a change and says how to take it back.
  void make(Authority authority, Journal journal, Change change, String why, String done)
      throws IOException {
    make(authority.folder().root(), journal, change, why, done);
  }

  void make(Path root, Journal journal, Change change, String why, String done) throws IOException {
    var entry = journal.make(change, Who.of(why), console.now());
    print(done);
    print("casebook pki undo %s --pki %s takes it back.".formatted(entry.id(), quoted(root)));
  }

  /// As a shell takes it.
  private static String quoted(Path path) {
    return path.toString().matches("[\\w./@+-]+") ? path.toString() : Host.quoted(path.toString());
  }

  void print(String line) {
    console.out().print(Printable.line(line) + "\n");
  }
}

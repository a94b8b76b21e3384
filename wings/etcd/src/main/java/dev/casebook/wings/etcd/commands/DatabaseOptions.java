package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.SshOptions;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.hosts.Ssh;
import dev.casebook.wings.etcd.bbolt.Damage;
import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.MemberFiles;
import dev.casebook.wings.etcd.tool.Opening;
import dev.casebook.wings.etcd.tool.RemoteMember;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import dev.casebook.wings.etcd.tool.Writers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Opens the database that a command is asked about, and accounts for what is wrong with it.
final class DatabaseOptions {

  /// Shown on standard error; `casebook etcd check` shows all.
  private static final int DAMAGES_SHOWN_MAX = 20;

  /// What a command does with an open file.
  @FunctionalInterface
  interface Reading {

    /// @param progress to be ended before anything is printed
    /// @return the exit status, if nothing is wrong with the file
    int of(EtcdFile file, Progress progress) throws UserError, UnreadableFile;
  }

  @Option(
      names = "--copy",
      paramLabel = "FILE",
      description =
          "Keep a checked copy of the database in FILE, and read that. Of a snapshot, the SHA-256"
              + " is verified as well.")
  private @Nullable Path copy;

  @Mixin private final SshOptions reaching = new SshOptions();

  /// Opens the named file, or this host's member, and reads it.
  ///
  /// @return the exit status: 2 if the file is damaged or was written meanwhile
  int read(Console console, @Nullable Path named, Reading reading) throws UserError {
    return read(
        console,
        named == null ? thisHosts(console) : named,
        copy,
        reaching.reach(console, true).ssh(),
        reading,
        EtcdFile::damages,
        false);
  }

  /// As [#read], for a command that tells of the damage itself.
  int examine(Console console, @Nullable Path named, Reading reading) throws UserError {
    return read(
        console,
        named == null ? thisHosts(console) : named,
        copy,
        reaching.reach(console, true).ssh(),
        reading,
        _ -> new DamageLog(),
        false);
  }

  /// As [#read] for one of several files, so that damage is told of with its name.
  static int readOneOfSeveral(Console console, Path path, SshOptions reaching, Reading reading)
      throws UserError {
    var ssh = reaching.reach(console, false).ssh();
    return read(console, path, null, ssh, reading, EtcdFile::damages, true);
  }

  /// @param ssh how another host is reached
  /// @param untold the damage to tell of at the end
  /// @param isOneOfSeveral whether damage is told of with the file's name
  private static int read(
      Console console,
      Path path,
      @Nullable Path copy,
      Ssh ssh,
      Reading reading,
      Function<EtcdFile, DamageLog> untold,
      boolean isOneOfSeveral)
      throws UserError {
    var progress = console.progress();
    progress.at("reading " + path, 0, 0);
    var opening =
        new Opening(Optional.ofNullable(copy), Writers.onThisHost(console.now()), progress);
    var remote = RemoteMember.of(path);
    try (var file =
        remote.isPresent()
            ? EtcdFile.fetch(remote.get(), ssh, opening)
            : EtcdFile.open(path, opening)) {
      if (copy != null) {
        file.digestMatches();
      }
      int status = reading.of(file, progress);
      progress.end();
      return Math.max(
          status,
          account(console, file, untold.apply(file), isOneOfSeveral ? file.name() + ": " : ""));
    } catch (UnreadableFile e) {
      if (e.isNothingMatches()) {
        progress.end();
        console.say(e.getMessage());
        return KeyOptions.NOTHING_MATCHES;
      }
      throw new UserError(e.getMessage());
    } catch (InternalError e) {
      // A page of the mapping has no bytes behind it any more (SIGBUS).
      throw new UserError(
          path + ": was cut short, or its disk failed, while it was read: " + e.getMessage());
    } finally {
      progress.end();
    }
  }

  private static Path thisHosts(Console console) throws UserError {
    try {
      var found = MemberFiles.under(Path.of("/"));
      if (found.size() == 1) {
        console.say("reading " + found.getFirst());
        return found.getFirst();
      }
      throw new UserError(
          found.isEmpty()
              ? "no etcd member's database was found on this host; name the FILE"
              : "this host has several databases; name one: "
                  + found.stream().map(Path::toString).collect(Collectors.joining(", ")));
    } catch (UnreadableFile e) {
      throw new UserError(e.getMessage());
    }
  }

  private static int account(Console console, EtcdFile file, DamageLog damages, String name) {
    if (!file.isUndisturbed()) {
      console.say(
          file.name() + ": etcd wrote to it meanwhile, so what is shown may be wrong; ask again");
      return 2;
    }
    show(console, damages, name);
    return damages.isEmpty() ? 0 : 2;
  }

  /// Tells of the damage on standard error, of the first of it one by one.
  ///
  /// @param name what each line begins with
  static void show(Console console, DamageLog damages, String name) {
    // Both metas may lead to the same damage.
    var lines = damages.kept().stream().map(Damage::toString).distinct().toList();
    lines.stream().limit(DAMAGES_SHOWN_MAX).forEach(line -> console.say(name + line));
    var more = damages.total() - damages.kept().size() + lines.size() - DAMAGES_SHOWN_MAX;
    if (more > 0) {
      console.say(name + "and " + more + " more; casebook etcd check shows all of them");
    }
  }
}

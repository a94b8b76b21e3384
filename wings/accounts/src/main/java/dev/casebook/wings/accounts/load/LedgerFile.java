package dev.casebook.wings.accounts.load;

import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Company;
import dev.casebook.wings.accounts.model.Group;
import dev.casebook.wings.accounts.model.Posix;
import dev.casebook.wings.accounts.model.UidLedger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.Function;

/// The file of a folder that the ledger of uids is in. Lines are only ever added to its end.
public final class LedgerFile {

  private static final String NAME = "uids.yaml";

  private static final String HEAD =
      """
      # Every uid that was ever given, and to whom. Lines are added by casebook accounts uid, and none
      # is taken out when its account goes: the number would inherit its files.
      uids:
      """;

  private LedgerFile() {}

  /// Adds what is to be given, of the folder as it is while nobody else gives.
  ///
  /// @param chosen accounts by the uid that they get
  /// @return what was added, and the file's name
  /// @throws IOException also where the ledger is not written a line an entry at a file's end
  public static Added add(Path folder, Function<Company, SequencedMap<Long, String>> chosen)
      throws IOException {
    var name = name(FolderReader.read(folder).company().uids());
    var file = folder.resolve(name);
    try (var channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      var given = chosen.apply(FolderReader.read(folder).company());
      if (!given.isEmpty()) {
        var before = Files.readString(file);
        var lines = new StringBuilder(before.isBlank() ? HEAD : before.endsWith("\n") ? "" : "\n");
        given.forEach((uid, account) -> lines.append("  %d: %s\n".formatted(uid, account)));
        check(name, before, before + lines, given);
        channel.position(channel.size());
        var bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      return new Added(name, given);
    }
  }

  /// What was added to a file.
  public record Added(String file, SequencedMap<Long, String> given) {}

  private static String name(UidLedger uids) {
    return uids.entries().isEmpty() ? NAME : uids.entries().lastEntry().getValue().place().file();
  }

  private static void check(
      String name, String before, String after, SequencedMap<Long, String> given)
      throws IOException {
    var old = FolderReader.read(name, before);
    var all = accounts(old.company().uids());
    all.putAll(given);
    var read = FolderReader.read(name, after);
    if (!accounts(read.company().uids()).equals(all) || read.problemCount() > old.problemCount()) {
      throw new IOException(
          "uids: is not the last key of the file with a line for each, so nothing is added; write "
              + given
              + " there, or move it to a file of its own");
    }
  }

  private static SequencedMap<Long, String> accounts(UidLedger uids) {
    var accounts = new LinkedHashMap<Long, String>();
    uids.entries().forEach((uid, entry) -> accounts.put(uid, entry.account()));
    return accounts;
  }

  /// The number after the highest of a range that any account ever had, and no group has: a user's
  /// own group has the user's number.
  ///
  /// @return empty where the range is used up
  public static OptionalLong next(Company company, long first, long last) {
    var uids = new HashSet<>(company.uids().entries().keySet());
    var gids = new HashSet<Long>();
    for (var account : company.accounts().values()) {
      account.posix().map(Posix::uid).ifPresent(uid -> uid.ifPresent(uids::add));
      account.posix().map(Posix::gid).ifPresent(gid -> gid.ifPresent(gids::add));
    }
    company.groups().values().stream().map(Group::gid).forEach(gid -> gid.ifPresent(gids::add));
    long next =
        uids.stream()
            .mapToLong(uid -> uid)
            .filter(uid -> uid >= first && uid <= last)
            .map(uid -> uid + 1)
            .max()
            .orElse(first);
    while (gids.contains(next)) {
      next++;
    }
    return next <= last ? OptionalLong.of(next) : OptionalLong.empty();
  }

  /// Whose written uid the ledger lacks.
  public static SequencedMap<Long, String> unrecorded(Company company) {
    var missing = new LinkedHashMap<Long, String>();
    for (Account account : company.accounts().values()) {
      account
          .posix()
          .map(Posix::uid)
          .filter(uid -> uid.isPresent() && company.uids().of(uid.getAsLong()).isEmpty())
          .ifPresent(uid -> missing.putIfAbsent(uid.getAsLong(), account.name()));
    }
    return missing;
  }
}

package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.wings.etcd.store.Checksum;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.FileChecksums;
import dev.casebook.wings.etcd.tool.UnreadableFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook etcd checksum`: the checksums that members are compared by.
@Command(
    name = "checksum",
    description = "Show the checksums of a database, to be compared with another member's.",
    footer = {
      "",
      "hashkv       as etcdctl endpoint hashkv: the history up to the revision. Equal",
      "             on members with the same revision and compact revision. At exactly",
      "             the compact revision a running etcd 3.5 answers what it stored",
      "             while compacting: compare at a later one.",
      "live keys    as auger: the live keys and their values. Equal on members that",
      "             were compacted differently. The revision shown counts deletions;",
      "             auger's does not.",
      "status hash  as etcdctl snapshot status: every byte of every bucket, which",
      "             differs between members.",
      "",
      "A snapshot ends in a SHA-256 of itself, which is verified.",
      "",
      "Examples:",
      "  casebook etcd checksum /var/lib/etcd/member/snap/db",
      "  casebook etcd checksum backup.db --revision 4711 -o json",
    })
final class ChecksumCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final DatabaseFile database = new DatabaseFile();

  @Option(
      names = "--revision",
      paramLabel = "R",
      description = "As it was at this revision; the current one if not given.")
  private long revision;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = AnswerForm.FORMS)
  private AnswerForm form = AnswerForm.table;

  ChecksumCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    if (revision < 0) {
      throw new UserError("--revision " + revision + ": revisions start at 1");
    }
    return database.read(console, this::checksum);
  }

  private int checksum(EtcdFile open, Progress progress) throws UnreadableFile {
    progress.at("reading " + open.name(), 0, 0);
    var checksums = FileChecksums.of(open, revision);
    progress.end();
    if (form == AnswerForm.table) {
      print(checksums);
    } else {
      form.print(console, tree(checksums));
    }
    return 0;
  }

  private void print(FileChecksums checksums) {
    var hashKv = checksums.hashKv();
    line("revision", String.valueOf(hashKv.revision()));
    line("compacted", Sizes.compaction(hashKv.compactRevision(), checksums.isCompactionKnown()));
    line("hashkv", shown(hashKv, String.valueOf(hashKv.value())));
    line("live keys", shown(checksums.live(), String.valueOf(checksums.live().value())));
    checksums.status().ifPresent(status -> line("status hash", shown(status, hex(status))));
    checksums
        .trailerMatches()
        .ifPresent(matches -> line("SHA-256", matches ? "matches" : "does not match"));
    if (hashKv.revision() == hashKv.compactRevision()) {
      console.say(
          "at exactly the compact revision a running etcd 3.5 or newer answers the hash that it"
              + " stored while compacting, which may be another; compare at a later revision");
    }
  }

  private void line(String name, String value) {
    console.out().print("%-12s %s\n".formatted(name, value));
  }

  private static String shown(Checksum checksum, String value) {
    return checksum.complete() ? value : value + ", of what could be read: not to be compared";
  }

  private static String hex(Checksum status) {
    return Long.toHexString(status.value());
  }

  private static Map<String, @Nullable Object> tree(FileChecksums checksums) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    var hashKv = checksums.hashKv();
    tree.put("revision", hashKv.revision());
    tree.put("compact_revision", checksums.isCompactionKnown() ? hashKv.compactRevision() : null);
    tree.put("hashkv", hashKv.value());
    tree.put("live_keys", checksums.live().value());
    tree.put("status_hash", checksums.status().map(ChecksumCommand::hex).orElse(null));
    tree.put("sha256_matches", checksums.trailerMatches().orElse(null));
    tree.put("complete", hashKv.complete() && checksums.live().complete());
    return tree;
  }
}

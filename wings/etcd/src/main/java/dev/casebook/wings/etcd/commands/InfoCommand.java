package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.report.Printable;
import dev.casebook.wings.etcd.store.MetaBucket;
import dev.casebook.wings.etcd.tool.EtcdFile;
import dev.casebook.wings.etcd.tool.FileSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook etcd info`: what a file says of its member and cluster.
@Command(
    name = "info",
    description = "Show on one page what a file says of its member and cluster.",
    footer = {
      "",
      "Revisions, members, leases, users, alarms, and how far the member had come: the "
          + "last Raft entry applied (consistent index) and its term.",
      "",
      "Examples:",
      "  casebook etcd info /var/lib/etcd",
      "  casebook etcd info backup.db.gz -o json"
    })
final class InfoCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final DatabaseFile database = new DatabaseFile();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = AnswerForm.FORMS)
  private AnswerForm form = AnswerForm.table;

  InfoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    return database.read(console, this::show);
  }

  private int show(EtcdFile open, Progress progress) {
    var summary = FileSummary.of(open);
    progress.end();
    if (form == AnswerForm.table) {
      print(open, summary);
    } else {
      form.print(console, tree(open, summary));
    }
    return 0;
  }

  private void print(EtcdFile open, FileSummary summary) {
    line(
        "file",
        open.name()
            + ", "
            + Sizes.bytes(summary.fileBytes())
            + (summary.isSnapshot() ? ", a snapshot" : ""));
    line("revision", String.valueOf(summary.revision()));
    line("compacted", Sizes.compaction(summary.compactRevision(), summary.isCompactionKnown()));
    summary.transaction().ifPresent(number -> line("transaction", number + " of bbolt"));
    summary.meta().ifPresent(this::progress);
    line(
        "etcd",
        summary
            .clusterVersion()
            .map(version -> "cluster version " + version)
            .orElse("cluster version not told"));
    line("leases", Sizes.count(summary.leases()));
    line(
        "auth",
        (summary.auth() ? "on, " : "off, ")
            + Sizes.count(summary.users(), "user")
            + ", "
            + Sizes.count(summary.roles(), "role"));
    line(
        "members",
        Sizes.count(summary.members().size())
            + (summary.removedMembers() == 0
                ? ""
                : ", " + Sizes.count(summary.removedMembers()) + " removed"));
    summary
        .members()
        .forEach(member ->
            line(
                "",
                "%-16s  %s  %s"
                    .formatted(member.id(), member.name(), String.join(" ", member.peerUrls()))));
    if (summary.alarms().isEmpty()) {
      line("alarms", "none");
    }
    Alarms.lines(summary.alarms(), console.style())
        .forEach(text -> console.out().print(text + "\n"));
  }

  private void progress(MetaBucket meta) {
    line(
        "raft", "consistent index " + told(meta.consistentIndex()) + ", term " + told(meta.term()));
    line(
        "storage",
        meta.storageVersion()
            .map(version -> "version " + version)
            .orElse("version not told, so before 3.6"));
  }

  private static String told(OptionalLong number) {
    return number.isPresent() ? String.valueOf(number.getAsLong()) : "not told";
  }

  private void line(String name, String value) {
    console.out().print("%-12s %s\n".formatted(name, Printable.line(value)));
  }

  private static Map<String, @Nullable Object> tree(EtcdFile open, FileSummary summary) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("file", open.name());
    tree.put("file_bytes", summary.fileBytes());
    tree.put("is_snapshot", summary.isSnapshot());
    tree.put("revision", summary.revision());
    tree.put("compact_revision", summary.isCompactionKnown() ? summary.compactRevision() : null);
    tree.put("transaction", summary.transaction().orElse(null));
    tree.put(
        "consistent_index",
        summary.meta().map(meta -> orNull(meta.consistentIndex())).orElse(null));
    tree.put("term", summary.meta().map(meta -> orNull(meta.term())).orElse(null));
    tree.put("storage_version", summary.meta().flatMap(MetaBucket::storageVersion).orElse(null));
    tree.put("cluster_version", summary.clusterVersion().orElse(null));
    tree.put("members", summary.members().stream().map(InfoCommand::tree).toList());
    tree.put("removed_members", summary.removedMembers());
    tree.put("leases", summary.leases());
    tree.put("auth", summary.auth());
    tree.put("users", summary.users());
    tree.put("roles", summary.roles());
    tree.put("alarms", Alarms.trees(summary.alarms()));
    tree.put("buckets", List.copyOf(summary.buckets()));
    return tree;
  }

  private static @Nullable Object orNull(OptionalLong number) {
    return number.isPresent() ? number.getAsLong() : null;
  }

  private static Map<String, @Nullable Object> tree(FileSummary.Member member) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("id", member.id());
    tree.put("name", member.name());
    tree.put("peer_urls", member.peerUrls());
    tree.put("client_urls", member.clientUrls());
    return tree;
  }
}

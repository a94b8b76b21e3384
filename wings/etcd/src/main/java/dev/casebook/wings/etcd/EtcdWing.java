package dev.casebook.wings.etcd;

import dev.casebook.console.Wing;
import dev.casebook.tables.Table;
import dev.casebook.wings.etcd.commands.EtcdCommand;
import dev.casebook.wings.etcd.tables.EtcdDatabase;
import dev.casebook.wings.etcd.tables.EtcdKey;
import dev.casebook.wings.etcd.tables.EtcdMemberHash;
import dev.casebook.wings.etcd.tables.EtcdResource;
import dev.casebook.wings.etcd.tables.EtcdRevision;
import dev.casebook.wings.etcd.tables.KubernetesEvent;
import dev.casebook.wings.etcd.tables.KubernetesObject;
import java.nio.file.Path;
import java.util.List;

/// The wing of etcd.
public final class EtcdWing implements Wing {

  @Override
  public List<Table<?>> tables() {
    return List.of(
        EtcdDatabase.TABLE,
        EtcdResource.TABLE,
        EtcdKey.TABLE,
        EtcdRevision.TABLE,
        EtcdMemberHash.TABLE,
        KubernetesEvent.TABLE,
        KubernetesObject.TABLE);
  }

  @Override
  public List<Subcommand> commands() {
    return List.of(new Subcommand("etcd", EtcdCommand::alone, EtcdCommand::with));
  }

  @Override
  public List<List<String>> rehearsals(Path examples) {
    var file = examples.resolve("etcd-member.db").toString();
    return List.of(
        List.of("etcd", "list", file),
        List.of("etcd", "list", file, "-o", "csv", "--fields", "key,kind,versions,size"),
        List.of("etcd", "list", file, "-o", "jsonl", "--fields", "key,value", "-r", "pods"),
        List.of("etcd", "extract", file),
        List.of("etcd", "extract", file, "-o", "json", "--filter", ".kind=Pod"),
        List.of("etcd", "analyze", file),
        List.of("etcd", "checksum", file),
        List.of("etcd", "check", file),
        List.of("etcd", "decode", "--batch"));
  }

  /// SHA-256 of a file is five times as fast with the optimising compiler.
  @Override
  public List<String> longWork() {
    return List.of("etcd decode *--batch*", "etcd check*", "etcd compare*", "etcd salvage*");
  }
}

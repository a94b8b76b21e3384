package dev.casebook.wings.etcd.tables;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Json;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import org.jspecify.annotations.Nullable;

/// The hash that an etcd member has over its keys, as etcdctl asks each member for it.
///
/// ```
/// [{"Endpoint":"http://192.0.2.11:2379","HashKV":{"header":{"cluster_id":14841639068965178418,
///  "member_id":10276657743932975437,"revision":9,"raft_term":2},"hash":2214863415,"compact_revision":4}}]
/// ```
///
/// Hashes may be compared at the same revision and compact revision alone. The command is not run:
/// it needs the cluster's certificates and makes each member read all it has.
@Row("the hash of one etcd member over its keys")
@Compared(
    key = {"endpoint", "member"},
    restless = {"revision", "compact_revision", "hash"},
    tells = Compared.Tells.STATE)
public record EtcdMemberHash(
    @Column("address that was asked") String endpoint,
    @Column("the member's id, in hexadecimal digits as etcd writes it") String member,
    @Column("revision up to which it hashed") long revision,
    @Column("revision up to which superseded records were given up; -1 if never")
        long compactRevision,
    @Column("CRC-32C over its keys and values") long hash) {

  public static final Table<EtcdMemberHash> TABLE =
      Table.of("etcd_member_hashes", EtcdMemberHash.class)
          .command("etcdctl endpoint hashkv*", EtcdMemberHash::parse)
          .command("etcdctl * endpoint hashkv*", EtcdMemberHash::parse)
          .sniff(
              ArtifactName.command("etcdctl endpoint hashkv*"),
              head -> head.startsWith("[{\"Endpoint\":") && head.contains("\"HashKV\":"))
          .example(
              "whether members agree",
              "select revision, compact_revision, count(distinct hash) from etcd_member_hashes"
                  + " group by all");

  static void parse(Text text, Rows<EtcdMemberHash> rows) {
    Json.elements(
        text,
        rows,
        json -> {
          var hash = of(json);
          if (hash == null) {
            rows.reject(
                new Line(json.offset(), String.valueOf(json.text("Endpoint"))),
                "no hash of a member in JSON");
          } else {
            rows.add(json.offset(), hash);
          }
        });
  }

  private static @Nullable EtcdMemberHash of(Json json) {
    var endpoint = json.text("Endpoint");
    var answer = json.get("HashKV");
    var header = answer.get("header");
    var member = member(header.text("member_id"));
    var hash = answer.whole("hash");
    var told = answer.whole("hash_revision");
    var revision = told == null ? header.whole("revision") : told;
    if (endpoint == null || member == null || hash == null || revision == null) {
      return null;
    }
    var compact = answer.whole("compact_revision");
    return new EtcdMemberHash(endpoint, member, revision, compact == null ? -1 : compact, hash);
  }

  /// Ids have 64 bits, the highest often set.
  private static @Nullable String member(@Nullable String decimal) {
    try {
      return decimal == null ? null : Long.toHexString(Long.parseUnsignedLong(decimal));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

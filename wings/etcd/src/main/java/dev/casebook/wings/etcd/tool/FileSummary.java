package dev.casebook.wings.etcd.tool;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.casebook.wings.etcd.bbolt.DamageLog;
import dev.casebook.wings.etcd.bbolt.LeafElement;
import dev.casebook.wings.etcd.kubernetes.tree.Json;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.store.Alarm;
import dev.casebook.wings.etcd.store.MetaBucket;
import dev.casebook.wings.etcd.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a file says of its member and cluster, on one page.
///
/// @param isCompactionKnown see [dev.casebook.wings.etcd.store.RecordSource#isCompactionKnown]
/// @param transaction bbolt's, of the newest meta; empty if none is valid
/// @param isSnapshot whether the file ends in a digest, as what `etcdctl snapshot save` writes
/// @param meta how far the member had come; empty if no meta page leads to it
/// @param clusterVersion the version of etcd that all members speak
/// @param members as the file lists them; a snapshot that was restored lists the new ones
/// @param removedMembers how many ids of members that were taken out are kept
/// @param leases how many leases there are
/// @param auth whether etcd's own users and roles are asked for
public record FileSummary(
    long fileBytes,
    boolean isSnapshot,
    long revision,
    long compactRevision,
    boolean isCompactionKnown,
    Optional<Long> transaction,
    Optional<MetaBucket> meta,
    Optional<String> clusterVersion,
    List<Member> members,
    long removedMembers,
    long leases,
    boolean auth,
    long users,
    long roles,
    List<Alarm> alarms,
    List<String> buckets) {

  /// A member of the cluster.
  ///
  /// @param id in hexadecimal, as etcdctl has it
  public record Member(String id, String name, List<String> peerUrls, List<String> clientUrls) {}

  /// No cluster has as many; a forged file may.
  private static final int MEMBERS_MAX = 100;

  private static final int TEXT_BYTES_MAX = 1 << 16;

  /// Reads the small buckets.
  public static FileSummary of(EtcdFile file) {
    var history = file.history();
    var store = file.store();
    var buckets = store.map(found -> new Buckets(found, file.damages()));
    return new FileSummary(
        file.bytes().byteSize(),
        store.filter(Store::isSnapshot).isPresent(),
        history.currentRevision(),
        history.compactRevision(),
        history.isCompactionKnown(),
        store.map(found -> found.database().meta().transaction()),
        store.map(Store::meta),
        buckets.flatMap(found -> found.text("cluster", "clusterVersion")),
        buckets.map(Buckets::members).orElse(List.of()),
        buckets.map(found -> found.count("members_removed")).orElse(0L),
        buckets.map(found -> found.count("lease")).orElse(0L),
        buckets
            .flatMap(found -> found.text("auth", "authEnabled"))
            .filter("\u0001"::equals)
            .isPresent(),
        buckets.map(found -> found.count("authUsers")).orElse(0L),
        buckets.map(found -> found.count("authRoles")).orElse(0L),
        file.alarms(),
        store.map(Store::buckets).orElse(List.of()));
  }

  private record Buckets(Store store, DamageLog damages) {

    void forEach(String bucket, Consumer<LeafElement> elements) {
      // What is wrong with these pages is told by casebook etcd check.
      store
          .database()
          .bucket(bucket, new DamageLog())
          .ifPresent(found -> {
            var cursor = found.cursor(damages);
            while (cursor.next()) {
              elements.accept(cursor.element());
            }
          });
    }

    long count(String bucket) {
      var count = new long[1];
      forEach(bucket, _ -> count[0]++);
      return count[0];
    }

    Optional<String> text(String bucket, String key) {
      var texts = new ArrayList<String>();
      forEach(
          bucket,
          element -> {
            if (element.keyText().equals(key) && element.valueLength() <= TEXT_BYTES_MAX) {
              texts.add(
                  new String(element.valueBytes().toArray(JAVA_BYTE), StandardCharsets.UTF_8));
            }
          });
      return texts.stream().findFirst();
    }

    List<Member> members() {
      var members = new ArrayList<Member>();
      forEach(
          "members",
          element -> {
            if (members.size() < MEMBERS_MAX && element.valueLength() <= TEXT_BYTES_MAX) {
              members.add(member(element));
            }
          });
      return members;
    }

    /// A member is a key, its id in hexadecimal, and JSON.
    private static Member member(LeafElement element) {
      var key = element.keyText();
      var id =
          key.matches("[0-9a-f]{1,16}")
              ? key
              : HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
      try {
        if (Json.read(element.valueBytes().toArray(JAVA_BYTE), new TreeBudget())
            instanceof Map<?, ?> map) {
          return new Member(
              id,
              map.get("name") instanceof String name ? name : "",
              urls(map.get("peerURLs")),
              urls(map.get("clientURLs")));
        }
      } catch (MalformedException e) {
        // It is listed by its id alone.
      }
      return new Member(id, "", List.of(), List.of());
    }

    private static List<String> urls(@Nullable Object list) {
      return list instanceof List<?> urls ? urls.stream().map(String::valueOf).toList() : List.of();
    }
  }
}

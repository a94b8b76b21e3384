package dev.casebook.wings.etcd.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import dev.casebook.wings.etcd.manifests.Manifests;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event of a Kubernetes cluster: what a component said of an object, and how often.
///
/// ```
/// {"kind": "Event", "involvedObject": {"kind": "Pod", "name": "web-1"}, "reason": "BackOff",
///  "message": "Back-off restarting failed container", "count": 12, "type": "Warning", …}
/// ```
///
/// Both APIs, `v1` and `events.k8s.io/v1`, and the shorter form that OpenShift's Insights Operator
/// writes. A cluster forgets its events after an hour, unless told otherwise.
@Row("one event of a Kubernetes cluster, with its repetitions")
@Compared(never = "events tell what happened; notes and sql look for them")
public record KubernetesEvent(
    @Column("namespace of the event") @Nullable String namespace,
    @Column("kind of the object that it is about: Pod, Node, …") @Nullable String objectKind,
    @Column("name of that object") @Nullable String objectName,
    @Column("part of it: spec.containers{web}") @Nullable String objectPart,
    @Column("Normal or Warning") @Nullable String type,
    @Column("why, in one word: BackOff, FailedScheduling, Unhealthy, …") @Nullable String reason,
    @Column("what was said") @Nullable String message,
    @Column("how often; NULL where it is not told") @Nullable Long count,
    @Column("when it was first seen") @Nullable Instant firstTime,
    @Column("when it was last seen") @Nullable Instant lastTime,
    @Column("component that says so: kubelet, default-scheduler, …") @Nullable String component,
    @Column("node of that component") @Nullable String node) {

  public static final Table<KubernetesEvent> TABLE =
      Table.of("kubernetes_events", KubernetesEvent.class)
          .from(List.of(Manifests.EVENTS), KubernetesEvent::parse)
          .from(List.of(Manifests.OBJECTS), KubernetesEvent::parse)
          .sniff(Manifests.EVENTS, Manifests::isHeadOfEvents)
          .example(
              "what Kubernetes warns of most",
              """
              select reason, object_kind, sum(coalesce(count, 1)) as times, max(last_time) as last
              from kubernetes_events where type = 'Warning' group by all order by times desc\
              """);

  static void parse(Text text, Rows<KubernetesEvent> rows) {
    var seen = text.shared(SeenUids.class, SeenUids::new);
    Manifests.read(
        text,
        rows,
        (offset, manifest) -> {
          var event = manifest.tree();
          boolean isEvent =
              manifest.kind().equals("Event")
                  || (manifest.kind().isEmpty() && event.get("reason") != null);
          if (isEvent && seen.isFirst(Manifests.text(Manifests.map(event, "metadata"), "uid"))) {
            rows.add(offset, of(event));
          }
        });
  }

  private static KubernetesEvent of(Map<?, ?> event) {
    var metadata = Manifests.map(event, "metadata");
    var about =
        Manifests.map(event, event.get("regarding") == null ? "involvedObject" : "regarding");
    var source =
        Manifests.map(event, event.get("deprecatedSource") == null ? "source" : "deprecatedSource");
    var series = Manifests.map(event, "series");
    return new KubernetesEvent(
        first(Manifests.text(metadata, "namespace"), Manifests.text(event, "namespace")),
        first(Manifests.text(about, "kind")),
        first(Manifests.text(about, "name")),
        first(Manifests.text(about, "fieldPath")),
        first(Manifests.text(event, "type")),
        first(Manifests.text(event, "reason")),
        first(Manifests.text(event, "message"), Manifests.text(event, "note")),
        count(series.get("count"), event.get("count"), event.get("deprecatedCount")),
        time(
            Manifests.text(event, "firstTimestamp"),
            Manifests.text(event, "deprecatedFirstTimestamp"),
            Manifests.text(event, "eventTime"),
            Manifests.text(metadata, "creationTimestamp")),
        time(
            Manifests.text(series, "lastObservedTime"),
            Manifests.text(event, "lastTimestamp"),
            Manifests.text(event, "deprecatedLastTimestamp"),
            Manifests.text(event, "eventTime")),
        first(
            Manifests.text(source, "component"),
            Manifests.text(event, "reportingComponent"),
            Manifests.text(event, "reportingController")),
        first(Manifests.text(source, "host")));
  }

  private static @Nullable String first(String... values) {
    for (var value : values) {
      if (!value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  private static @Nullable Long count(@Nullable Object... values) {
    for (var value : values) {
      if (value instanceof Number number) {
        return Digits.decimal(number.toString());
      }
    }
    return null;
  }

  private static @Nullable Instant time(String... values) {
    var value = first(values);
    if (value == null) {
      return null;
    }
    try {
      var time = OffsetDateTime.parse(value).toInstant();
      return KubernetesObject.isWithinBounds(time) ? time : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}

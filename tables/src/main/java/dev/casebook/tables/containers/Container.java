package dev.casebook.tables.containers;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Json;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A container, as the engine that runs it tells: docker, podman or nerdctl by `inspect`, dockerd
/// by its own file of each, containerd and CRI-O through `crictl`.
///
/// ```
/// [{"Id": "9e67839a…", "Name": "/web", "State": {"Status": "running", "Pid": 4211}, …}]
/// {"status": {"id": "1c9bec80…", "metadata": {"name": "busybox"}, "state": "CONTAINER_RUNNING"}, …}
/// ```
@Row("one container of this host")
@Compared(
    key = {"pod", "name"},
    restless = {"id", "pid", "created_at", "started_at", "finished_at", "cgroup"})
public record Container(
    @Column("id, whole") String id,
    @Column("name, without the slash that docker puts before it") String name,
    @Column("image, as it was asked for; an id or digest where only that is told")
        @Nullable String image,
    @Column("what runs it: runc, io.containerd.runc.v2, …; NULL where it is not told")
        @Nullable String runtime,
    @Column("created, running, paused, restarting, exited, dead or unknown") @Nullable String state,
    @Column("process id on the host; NULL while it does not run") @Nullable Integer pid,
    @Column("what it exited with; NULL while it runs") @Nullable Integer exitCode,
    @Column("whether the kernel killed it for lack of memory; NULL where it is not told")
        @Nullable Boolean oomKilled,
    @Column("why it does not run, in the engine's words") @Nullable String error,
    @Column("control group as the engine asked for it: a path, slice:prefix:name, or the parent")
        @Nullable String cgroup,
    @Column("how often it was started again; of crictl the attempt, from 0")
        @Nullable Integer restartCount,
    @Column("namespace of its pod; NULL outside of Kubernetes") @Nullable String namespace,
    @Column("its pod") @Nullable String pod,
    @Column("when it was created") @Nullable Instant createdAt,
    @Column("when it was last started") @Nullable Instant startedAt,
    @Column("when it last ended; NULL while it runs") @Nullable Instant finishedAt) {

  private static final ArtifactName INSPECT = ArtifactName.command("docker inspect*");
  private static final ArtifactName CRI_INSPECT = ArtifactName.command("crictl inspect*");
  private static final ArtifactName CRI_LIST = ArtifactName.command("crictl ps -a -o json");

  public static final Table<Container> TABLE =
      Table.of("containers", Container.class)
          .from(
              List.of(
                  INSPECT,
                  ArtifactName.command("podman inspect*"),
                  ArtifactName.command("nerdctl inspect*")),
              (text, rows) -> Json.elements(text, rows, one -> add(one, rows, DockerContainer::of)))
          .file(
              "/var/lib/docker/containers/*/config.v2.json",
              (text, rows) ->
                  Json.elements(text, rows, one -> add(one, rows, DockerContainer::ofConfig)))
          .from(
              List.of(CRI_INSPECT),
              (text, rows) ->
                  Json.elements(text, rows, one -> add(one, rows, CriContainer::ofInspect)))
          .from(
              List.of(
                  CRI_LIST,
                  ArtifactName.command("crictl ps -o json"),
                  ArtifactName.command("crictl ps --all --output json")),
              (text, rows) ->
                  Json.elements(
                      text,
                      rows,
                      all ->
                          all.get("containers")
                              .items()
                              .forEach(one -> add(one, rows, CriContainer::ofList))))
          .sniff(
              INSPECT, head -> head.matches("(?s)\\s*\\[\\s*\\{\\s*\"Id\":\\s*\"[0-9a-f]{64}\".*"))
          .sniff(
              CRI_INSPECT,
              head ->
                  head.matches("(?s)\\s*\\{\\s*\"(?:status|info)\":\\s*\\{.*")
                      && head.contains("\"CONTAINER_"))
          .sniff(CRI_LIST, head -> head.matches("(?s)\\s*\\{\\s*\"containers\":\\s*\\[.*"))
          .example(
              "what was killed for lack of memory or does not run",
              """
              select namespace, pod, name, state, exit_code, oom_killed, error, finished_at
              from containers where oom_killed or state <> 'running' order by finished_at desc\
              """);

  /// From an engine's value to a row; null if it is no container.
  interface Reader {
    @Nullable Container read(Json value);
  }

  private static void add(Json value, Rows<Container> rows, Reader reader) {
    var container = reader.read(value);
    if (container == null) {
      rows.reject(new Line(value.offset(), String.join(" ", value.names())), "not a container");
    } else {
      rows.add(value.offset(), container);
    }
  }

  /// Zero is said of a container that does not run.
  static @Nullable Integer pid(Json value, String name) {
    var pid = Digits.small(value.whole(name));
    return pid == null || pid == 0 ? null : pid;
  }

  static @Nullable String known(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}

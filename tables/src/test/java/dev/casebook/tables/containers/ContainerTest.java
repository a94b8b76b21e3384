package dev.casebook.tables.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContainerTest {

  @Test
  void whatDockerInspectsIsARow() {
    var row =
        Sample.root()
            .commandFrom("docker inspect 7a2f", "containers/docker-inspect.json")
            .read(Container.TABLE)
            .only();

    assertThat(row.id())
        .isEqualTo("9e67839a337660c0857fee756b5a483dbde631858a724194bdb0d7f69e40c345");
    assertThat(row.name()).isEqualTo("cb-busy");
    assertThat(row.image()).isEqualTo("cb/busy:1");
    assertThat(row.runtime()).isEqualTo("runc");
    assertThat(row.state()).isEqualTo("running");
    assertThat(row.pid()).isEqualTo(24276);
    assertThat(row.oomKilled()).isFalse();
    assertThat(row.restartCount()).isZero();
    assertThat(row.startedAt()).isEqualTo("2026-11-22T10:58:09.817469156Z");
    assertThat(row.finishedAt()).isNull();
    assertThat(row.exitCode()).isNull();
  }

  @Test
  void crictlTellsOfAnEndedContainerWhyItEnded() {
    var row =
        Sample.loose()
            .fileFrom("saved.json", "containers/crictl-inspect.json")
            .read(Container.TABLE)
            .only();

    assertThat(row)
        .isEqualTo(
            new Container(
                "98ad5842a62844f62d4468c52dbfcc081a08ba25c95c842a967de7058f60dd24",
                "nginx",
                "registry.example/nginx-slim-amd64:0.20",
                "io.containerd.runc.v2",
                "exited",
                null,
                137,
                true,
                "OOMKilled",
                "kubepods-burstable-pod6ffc887b.slice:cri-containerd:98ad5842a628",
                2,
                "shop",
                "web-1",
                Instant.parse("2017-11-30T21:57:26.038813532Z"),
                Instant.parse("2017-11-30T21:57:26.235406355Z"),
                Instant.parse("2017-12-01T20:08:56.523559866Z")));
  }

  @Test
  void theListOfCrictlHasTimesInNanoseconds() {
    var rows =
        Sample.root()
            .file(
                "commands/crictl_ps_-a_-o_json",
                """
                {"containers": [
                  {"id": "1c9bec808f61", "podSandboxId": "a4", "metadata": {"name": "busybox", "attempt": 0},
                   "image": {"image": "sha256:beae"}, "state": "CONTAINER_RUNNING",
                   "createdAt": "1512079046038813532", "labels": {"io.kubernetes.pod.name": "b-1"}},
                  {"metadata": {}}
                ]}
                """)
            .read(Container.TABLE);

    assertThat(rows.only().state()).isEqualTo("running");
    assertThat(rows.only().createdAt()).isEqualTo("2017-11-30T21:57:26.038813532Z");
    assertThat(rows.only().exitCode()).isNull();
    assertThat(rows.coverage().toString()).contains("not a container");
  }

  @Test
  void dockerdsOwnFileTellsWithoutDocker() {
    var row =
        Sample.root()
            .file(
                "/var/lib/docker/containers/ab12/config.v2.json",
                """
                {"State":{"Running":false,"Paused":false,"Restarting":false,"OOMKilled":true,"Dead":false,
                "Pid":0,"ExitCode":137,"Error":"","StartedAt":"2026-11-22T10:00:00Z",
                "FinishedAt":"2026-11-22T10:01:00Z","Health":null},"ID":"ab12",
                "Created":"2026-11-22T09:00:00.123Z","Config":{"Image":"app:1","Labels":{}},
                "Image":"sha256:77","Name":"/app","RestartCount":4}
                """)
            .read(Container.TABLE)
            .only();

    assertThat(row.state()).isEqualTo("exited");
    assertThat(row.oomKilled()).isTrue();
    assertThat(row.image()).isEqualTo("app:1");
    assertThat(row.restartCount()).isEqualTo(4);
    assertThat(row.finishedAt()).isEqualTo("2026-11-22T10:01:00Z");
  }

  @Test
  void anInspectedImageIsNoContainer() {
    var rows =
        Sample.root()
            .file("commands/docker_inspect_nginx", "[{\"Id\": \"sha256:77\", \"RepoTags\": []}]")
            .read(Container.TABLE);

    assertThat(rows.rows()).isEmpty();
    assertThat(rows.coverage().toString()).contains("not a container");
  }
}

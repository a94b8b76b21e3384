package dev.casebook.tables.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.formats.proc.ControlGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerNamesTest {

  private static final String ID =
      "9e67839a1c9bec804711d3a6b0f2e5c89e67839a1c9bec804711d3a6b0f2e5c8";

  @TempDir private Path root;

  private void file(String path, String text) throws IOException {
    var file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String name(String group) {
    return ContainerNames.under(root)
        .of(new ControlGroup(group), "/home/ann")
        .map(one -> one.engine() + " " + one.text())
        .orElse("none");
  }

  @Test
  void dockersFileTellsTheName() throws IOException {
    file(
        "var/lib/docker/containers/" + ID + "/config.v2.json",
        "{\"ID\":\"" + ID + "\",\"Name\":\"/web\",\"State\":{\"Running\":true,\"Pid\":7}}");
    assertThat(name("/docker/" + ID)).isEqualTo("docker web");
  }

  @Test
  void dockersDataMayLieWhereItsSettingsSay() throws IOException {
    file("etc/docker/daemon.json", "{\"data-root\": \"/srv/docker\"}");
    file(
        "srv/docker/containers/" + ID + "/config.v2.json",
        "{\"ID\":\"" + ID + "\",\"Name\":\"/web\"}");
    assertThat(name("/docker/" + ID)).isEqualTo("docker web");
    file("etc/docker/daemon.json", "{\"data-root\": \"srv/docker\"}");
    assertThat(name("/docker/" + ID)).as("a path that is none").isEqualTo("docker 9e67839a1c9b");
  }

  @Test
  void containerdsAnnotationsTellContainerAndPod() throws IOException {
    file(
        "run/containerd/io.containerd.runtime.v2.task/k8s.io/" + ID + "/config.json",
        """
        {"annotations": {"io.kubernetes.cri.container-name": "nginx",
          "io.kubernetes.cri.sandbox-name": "web-7d4b",
          "io.kubernetes.cri.sandbox-namespace": "default"}}
        """);
    assertThat(name("/kubepods.slice/cri-containerd-" + ID + ".scope"))
        .isEqualTo("containerd default/web-7d4b/nginx");
  }

  @Test
  void podmansListTellsTheNameAlsoThatOfAUser() throws IOException {
    file(
        "home/ann/.local/share/containers/storage/overlay-containers/containers.json",
        "[{\"id\": \"" + ID + "\", \"names\": [\"db\"]}]");
    assertThat(name("/user.slice/libpod-" + ID + ".scope")).isEqualTo("podman db");
  }

  @Test
  void thePodsFolderOfLogsTellsItsNameWhereNothingElseDoes() throws IOException {
    var uid = "6a1f0c5e-1111-2222-3333-123456789abc";
    Files.createDirectories(root.resolve("var/log/pods/shop_cart-0_" + uid));
    assertThat(name("/kubepods/pod" + uid + "/" + ID)).isEqualTo(" shop/cart-0/9e67839a1c9b");
  }

  @Test
  void aFileThatIsCutLeavesTheIdAlone() throws IOException {
    file("var/lib/docker/containers/" + ID + "/config.v2.json", "{\"ID\":\"" + ID);
    assertThat(name("/docker/" + ID)).isEqualTo("docker 9e67839a1c9b");
    assertThat(name("/system.slice/nginx.service")).isEqualTo("none");
  }
}

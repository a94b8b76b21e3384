package dev.casebook.formats.proc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ControlGroupTest {

  private static final String ID =
      "9e67839a1c9bec804711d3a6b0f2e5c89e67839a1c9bec804711d3a6b0f2e5c8";

  @Test
  void aContainerIsKnownInTheFormsOfEachEngine() {
    assertThat(mark("/docker/" + ID)).isEqualTo(new ControlGroup.Mark("docker", ID));
    assertThat(mark("/system.slice/docker-" + ID + ".scope"))
        .isEqualTo(new ControlGroup.Mark("docker", ID));
    assertThat(mark("/user.slice/user-1000.slice/libpod-" + ID + ".scope/container"))
        .isEqualTo(new ControlGroup.Mark("libpod", ID));
    assertThat(mark("/lxc.payload.web/system.slice/nginx.service"))
        .isEqualTo(new ControlGroup.Mark("lxc", "web"));
  }

  @Test
  void aPodIsKnownByItsUidInBothForms() {
    var uid = "6a1f0c5e-1111-2222-3333-123456789abc";
    var systemd =
        "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod%s.slice/crio-%s.scope"
            .formatted(uid.replace('-', '_'), ID);
    assertThat(new ControlGroup(systemd).podUid()).contains(uid);
    assertThat(new ControlGroup("/kubepods/burstable/pod" + uid + "/" + ID).podUid()).contains(uid);
  }

  @Test
  void theInnermostUnitIsTheUnitAndAContainersScopeIsNone() {
    assertThat(new ControlGroup("/system.slice/nginx.service").unit()).contains("nginx.service");
    assertThat(new ControlGroup("/system.slice/docker-" + ID + ".scope").unit()).isEmpty();
  }

  @Test
  void systemdsGroupOfVersion1ComesBeforeThoseOfControllers() {
    var text = "5:memory:/other\n1:name=systemd:/system.slice/x.service\n0::/\n";
    assertThat(ControlGroup.of(text)).contains(new ControlGroup("/system.slice/x.service"));
  }

  private static ControlGroup.Mark mark(String path) {
    return new ControlGroup(path).container().orElseThrow();
  }
}

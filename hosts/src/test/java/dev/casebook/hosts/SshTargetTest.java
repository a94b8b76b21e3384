package dev.casebook.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SshTargetTest {

  @Test
  void aTargetHasAUserAHostAndAPort() {
    assertThat(SshTarget.of("ssh://admin@web1.example.com:2222"))
        .contains(
            new SshTarget("ssh://admin@web1.example.com:2222", "admin", "web1.example.com", 2222));
    assertThat(SshTarget.of("ssh://web1")).contains(new SshTarget("ssh://web1", "", "web1", 0));
    assertThat(SshTarget.of("ssh://[2001:db8::1]:22"))
        .contains(new SshTarget("ssh://[2001:db8::1]:22", "", "2001:db8::1", 22));
  }

  @Test
  void whatCouldBeAnOptionOrACommandIsNone() {
    for (var name :
        new String[] {
          "ssh://-oProxyCommand=id",
          "ssh://-l@web1",
          "ssh://web1;id",
          "ssh://web1 id",
          "ssh://$(id)",
          "ssh://web1:99999",
          "ssh://",
          "ssh://a@b@c",
          "ssh://web1/etc"
        }) {
      assertThat(SshTarget.of(name)).as(name).isEmpty();
    }
  }

  @Test
  void aRangeIsWrittenOutWithItsZeros() {
    assertThat(SshTarget.expanded("ssh://web[08-11]"))
        .containsExactly("ssh://web08", "ssh://web09", "ssh://web10", "ssh://web11");
    assertThat(SshTarget.expanded("ssh://r[a-b]n[1-2]:22"))
        .containsExactly("ssh://ran1:22", "ssh://ran2:22", "ssh://rbn1:22", "ssh://rbn2:22");
    assertThat(SshTarget.expanded("folder[1-2]")).containsExactly("folder[1-2]");
  }

  @Test
  void aRangeThatIsASlipIsSaid() {
    assertThatThrownBy(() -> SshTarget.expanded("ssh://web[9-1]")).hasMessageContaining("is empty");
    assertThatThrownBy(() -> SshTarget.expanded("ssh://web[1-999999]"))
        .hasMessageContaining("more than 10,000 hosts");
    assertThatThrownBy(() -> SshTarget.expanded("ssh://web[1-c]"))
        .hasMessageContaining("mixes letters and digits");
  }
}

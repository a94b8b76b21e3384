package dev.casebook.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InventoryTest {

  @Test
  void aListHasAHostALine() {
    assertThat(Inventory.read("# ours\nweb1\n\nadmin@web2:2222  # old\nssh://web3\nweb1\n"))
        .containsExactly("ssh://web1", "ssh://admin@web2:2222", "ssh://web3");
  }

  @Test
  void anIniInventoryHasGroupsAndVariables() {
    var text =
        """
        bastion ansible_host=192.0.2.1 ansible_user=ops

        [web]
        web[01:02].example.com ansible_port=2222
        six ansible_host=2001:db8::6

        [web:vars]
        http_port=80

        [all:children]
        web
        """;
    assertThat(Inventory.read(text))
        .containsExactly(
            "ssh://ops@192.0.2.1",
            "ssh://web01.example.com:2222",
            "ssh://web02.example.com:2222",
            "ssh://[2001:db8::6]");
  }

  @Test
  void aYamlInventoryHasGroupsInGroups() {
    var text =
        """
        all:
          hosts:
            bastion: {ansible_host: 192.0.2.1, ansible_user: ops}
          children:
            web:
              hosts:
                web[01:02]:
                web9: {ansible_port: 2222}
        """;
    assertThat(Inventory.read(text))
        .containsExactly("ssh://ops@192.0.2.1", "ssh://web01", "ssh://web02", "ssh://web9:2222");
  }

  @Test
  void aHostThatCouldBeAnOptionIsRefusedWithItsLine() {
    assertThatThrownBy(() -> Inventory.read("web1\n-oProxyCommand=id\n"))
        .hasMessage("line 2: -oProxyCommand=id is not [user@]host[:port]");
  }
}

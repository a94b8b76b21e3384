package dev.casebook.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.hosts.CommandOutput.End;
import org.junit.jupiter.api.Test;

class CommandOutputTest {

  private static String shortcoming(String errors) {
    return new CommandOutput(End.EXITED, 1, 10, errors).shortcoming();
  }

  @Test
  void filesOfProcessesThatEndedAreNotMissing() {
    assertThat(
            shortcoming(
                "find: '/proc/4/cwd': No such file or directory\nfind: '/proc/4/net': Invalid argument\n"))
        .isEmpty();
  }

  @Test
  void whatMayNotBeReadIsMissing() {
    assertThat(
            shortcoming(
                "find: '/proc/4/cwd': No such file or directory\nfind: '/proc/1/fd/0': Permission denied\n"))
        .isEqualTo("ended with status 1: find: '/proc/4/cwd': No such file or directory");
    assertThat(shortcoming("")).isEqualTo("ended with status 1");
  }
}

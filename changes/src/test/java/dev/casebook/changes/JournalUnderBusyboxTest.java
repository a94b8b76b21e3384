package dev.casebook.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.hosts.Host;
import dev.casebook.hosts.ThisHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/// The same by the shell and the tools of busybox alone, as on a small host.
class JournalUnderBusyboxTest extends JournalTest {

  @Override
  Host host() throws IOException {
    var tools = Files.createDirectories(folder().resolve("tools"));
    var installed =
        new ThisHost()
            .run(
                List.of("busybox", "--install", "-s", tools.toString()),
                Duration.ofSeconds(20),
                1000,
                OutputStream.nullOutputStream());
    assertThat(installed.shortcoming()).as("busybox is installed").isEmpty();
    // Debian's busybox is built without these two.
    for (var tool : List.of("flock", "lsattr")) {
      Files.deleteIfExists(tools.resolve(tool));
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
    return new HostWithTools(folder(), List.of("busybox", "sh"), tools.toString());
  }

  /// Hundreds of links out of the test's folder, about each of which JUnit would complain.
  @AfterEach
  void removeTools() throws IOException {
    try (var links = Files.list(folder().resolve("tools"))) {
      for (var link : links.toList()) {
        Files.delete(link);
      }
    }
  }
}

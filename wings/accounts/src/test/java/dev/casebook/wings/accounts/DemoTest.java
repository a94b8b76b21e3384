package dev.casebook.wings.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the demo prints is done as it is printed.
@Tag("integration")
class DemoTest {

  private static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();

  private static String sh(String command) throws IOException, InterruptedException {
    return Programs.run("", List.of("sh", "-c", command)).said();
  }

  private static List<String> lines(BufferedReader reader) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (line.startsWith("casebook accounts audit")) {
        return lines;
      }
    }
    throw new IOException("the demo ended: " + lines);
  }

  @Test
  void whatItPrintsWorks(@TempDir Path cache) throws Exception {
    var server = Files.createDirectories(cache.resolve("cache"));
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Launch.class.getName(),
                REPOSITORY.toString(),
                server.toString(),
                "demo")
            .redirectErrorStream(true)
            .start();
    try (var reader = process.inputReader()) {
      var lines = lines(reader);
      assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("Page on 127.0.0.1:"));
      var ldap = lines.stream().filter(line -> line.startsWith("ldapsearch")).findFirst();
      assertThat(sh(ldap.orElseThrow())).contains("dn: uid=wangwei,ou=people,dc=example,dc=com");
      var radius = lines.stream().filter(line -> line.contains("radclient")).findFirst();
      assertThat(sh(radius.orElseThrow())).contains("Access-Accept", "Framed-IP-Address");
      var page = lines.stream().filter(line -> line.startsWith("Page on")).findFirst();
      var address = page.orElseThrow().replaceAll("Page on ([0-9.:]+),.*", "$1");
      assertThat(sh("curl -sL http://" + address + "/")).contains("<form");
    } finally {
      Programs.end(process);
    }
  }
}

package dev.casebook.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Expected output that lies beside the tests; `-Dgolden=update` writes it anew.
final class Golden {

  private Golden() {}

  static void compare(String name, String output) throws IOException {
    var file =
        Path.of(System.getProperty("casebook.root"), "report/src/test/resources/golden", name);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(file, output);
    }
    assertThat(output).as(name).isEqualTo(Files.readString(file));
  }
}

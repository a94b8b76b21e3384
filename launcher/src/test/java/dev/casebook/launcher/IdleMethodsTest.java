package dev.casebook.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.Instruction;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class IdleMethodsTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void nobodyLooksForGroovy() throws Exception {
    var source = CommandLine.class.getProtectionDomain().getCodeSource().getLocation();
    var jar = Files.copy(Path.of(source.toURI()), folder.resolve("picocli.jar"));
    assertThat(instructions(jar)).isGreaterThan(2);
    Renewal.renew(jar);
    assertThat(instructions(jar)).isEqualTo(2);
  }

  private static int instructions(Path jar) throws IOException {
    var method =
        JarClass.model(jar, "picocli.CommandLine$DefaultFactory").methods().stream()
            .filter(it -> it.methodName().equalsString("loadClosureClass"))
            .findFirst()
            .orElseThrow();
    return (int)
        method.code().orElseThrow().elementStream().filter(Instruction.class::isInstance).count();
  }
}

package dev.casebook.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OldClassesTest {

  @TempDir private Path folder = Path.of("");

  private Path jar = folder;

  @BeforeEach
  void aRenewedPicocli() throws IOException, URISyntaxException {
    var source = CommandLine.class.getProtectionDomain().getCodeSource().getLocation();
    jar = Files.copy(Path.of(source.toURI()), folder.resolve("picocli.jar"));
    Renewal.renew(jar);
  }

  private Iterable<String> classes() throws IOException {
    var names = new ArrayList<String>();
    try (var zip = new ZipFile(jar.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        var name = entry.getName();
        if (name.startsWith("picocli/") && name.endsWith(".class")) {
          names.add(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
          try (var in = zip.getInputStream(entry)) {
            assertThat(ClassFile.of().parse(in.readAllBytes()).majorVersion())
                .as(name)
                .isGreaterThanOrEqualTo(52);
          }
        }
      }
    }
    return names;
  }

  @Test
  void everyClassIsOfANewFormAndPassesTheVerifier() throws Exception {
    try (var loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (var name : classes()) {
        if (!name.contains("Groovy") && !name.contains("groovy")) {
          assertThat(Class.forName(name, true, loader).getClassLoader()).isSameAs(loader);
        }
      }
    }
  }

  @Test
  void whatIsRenewedAlreadyStaysAsItIs() throws IOException {
    var once = classBytes();
    Renewal.renew(jar);
    assertThat(classBytes()).isEqualTo(once);
  }

  private byte[] classBytes() throws IOException {
    return JarClass.bytes(jar, "picocli.CommandLine");
  }
}

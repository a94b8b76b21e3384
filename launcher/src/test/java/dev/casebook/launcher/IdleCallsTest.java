package dev.casebook.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdleCallsTest {

  private static final String NATIVE = "org.duckdb.DuckDBNative";

  private static final String FUNCTION = "org.duckdb.DuckDBFunctions$RegisteredFunction";

  @TempDir private Path folder = Path.of("");

  @Test
  void duckdbLooksThroughNoJars() throws Exception {
    var source = DuckDBDriver.class.getProtectionDomain().getCodeSource().getLocation();
    var jar = Files.copy(Path.of(source.toURI()), folder.resolve("duckdb.jar"));
    assertThat(calls(jar, NATIVE, "getResource")).isOne();
    assertThat(calls(jar, FUNCTION, "now")).isOne();
    Renewal.renew(jar);
    assertThat(calls(jar, NATIVE, "getResource")).isZero();
    assertThat(calls(jar, FUNCTION, "now")).isZero();

    layLibraryBeside(jar);
    try (var loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      assertThat(Class.forName(NATIVE, true, loader).getClassLoader()).isEqualTo(loader);
      assertThat(Class.forName(FUNCTION, true, loader).getClassLoader()).isEqualTo(loader);
    }
  }

  private static long calls(Path jar, String type, String method) throws IOException {
    return JarClass.model(jar, type).methods().stream()
        .flatMap(it -> it.code().stream())
        .flatMap(code -> code.elementStream())
        .filter(element ->
            element instanceof InvokeInstruction call && call.name().equalsString(method))
        .count();
  }

  private static void layLibraryBeside(Path jar) throws IOException {
    var machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    var name = "libduckdb_java.so_linux_" + machine;
    try (var zip = new ZipFile(jar.toFile());
        var in = zip.getInputStream(zip.getEntry(name))) {
      Files.copy(in, jar.resolveSibling(name));
    }
  }
}

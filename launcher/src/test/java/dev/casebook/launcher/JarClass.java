package dev.casebook.launcher;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/// A class as it lies in a jar.
final class JarClass {

  private JarClass() {}

  /// @param name as [Class#getName()] tells it
  static ClassModel model(Path jar, String name) throws IOException {
    return ClassFile.of().parse(bytes(jar, name));
  }

  /// See [#model].
  static byte[] bytes(Path jar, String name) throws IOException {
    try (var zip = new ZipFile(jar.toFile());
        var in = zip.getInputStream(zip.getEntry(name.replace('.', '/') + ".class"))) {
      return in.readAllBytes();
    }
  }
}

package dev.casebook.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// Rewrites the classes of a jar that were compiled for Java 5 in the form of Java 8; the launcher
/// runs it once, on picocli. An AOT cache takes no class older than Java 6, and without it a start
/// loads and verifies each of them again, which takes a third of a short command's time.
///
/// The code stays the same; stack map frames are added, which the newer verifier needs (JVMS
/// 4.10.1).
final class ClassRenewal {

  /// Java 8 (JVMS 4.1, table 4.1-A).
  private static final int MAJOR = 52;

  private final ZipFile jar;
  private final ClassFile classFile;

  private ClassRenewal(ZipFile jar) {
    this.jar = jar;
    var siblings = ClassHierarchyResolver.ofResourceParsing(this::sibling);
    this.classFile =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                siblings.orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /// @param arguments the jar, which is replaced
  public static void main(String[] arguments) throws IOException {
    renew(Path.of(arguments[0]));
  }

  static void renew(Path jar) throws IOException {
    var renewed = jar.resolveSibling(jar.getFileName() + ".new");
    try (var in = new ZipFile(jar.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(renewed))) {
      new ClassRenewal(in).copy(out);
    }
    Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private void copy(ZipOutputStream out) throws IOException {
    for (var entry : Collections.list(jar.entries())) {
      if (!entry.isDirectory()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(renewed(entry.getName(), bytes(entry)));
        out.closeEntry();
      }
    }
  }

  private byte[] bytes(ZipEntry entry) throws IOException {
    try (var in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private byte[] renewed(String name, byte[] bytes) {
    if (!name.endsWith(".class")) {
      return bytes;
    }
    var model = classFile.parse(bytes);
    if (model.majorVersion() >= MAJOR) {
      return bytes;
    }
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(MAJOR, 0);
          } else {
            builder.with(element);
          }
        };
    // A body that nobody touches would be copied as it is, without frames.
    var bodies = ClassTransform.transformingMethodBodies((body, element) -> body.with(element));
    return classFile.transformClass(model, version.andThen(bodies));
  }

  /// A class of the same jar, which may be the parent of another.
  private @Nullable InputStream sibling(ClassDesc type) {
    var descriptor = type.descriptorString();
    var entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.casebook.launcher;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Rewrites the classes of jars so that less is left for each start to do; the launcher runs it
/// once, when it puts a build together. What a class does stays the same.
final class Renewal {

  /// In this order: what a step makes has to be of the form that the next one reads.
  private static final List<Step> STEPS =
      List.of(
          new OldClasses(),
          new IdleMethods(),
          new IdleCalls(),
          new PlainSwitches(),
          new PlainRecords());

  private final ClassFile classFile;

  /// @param siblings finds the classes that those of the jars name
  private Renewal(ClassLoader siblings) {
    this.classFile =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(siblings)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  /// @param arguments the jars, which are replaced
  public static void main(String[] arguments) throws IOException {
    for (var jar : arguments) {
      renew(Path.of(jar));
    }
  }

  /// @param jar lies beside those of the classes that its own name
  static void renew(Path jar) throws IOException {
    try (var siblings = new URLClassLoader(beside(jar), ClassLoader.getPlatformClassLoader())) {
      new Renewal(siblings).replace(jar);
    }
  }

  private static URL[] beside(Path jar) throws IOException {
    var urls = new ArrayList<URL>();
    try (var jars = Files.newDirectoryStream(jar.resolveSibling(""), "*.jar")) {
      for (var path : jars) {
        urls.add(path.toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }

  private void replace(Path jar) throws IOException {
    var renewed = jar.resolveSibling(jar.getFileName() + ".new");
    try (var in = new ZipFile(jar.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(renewed))) {
      for (var entry : Collections.list(in.entries())) {
        if (!entry.isDirectory()) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          out.write(renewed(entry.getName(), bytes(in, entry)));
          out.closeEntry();
        }
      }
    }
    Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] bytes(ZipFile jar, ZipEntry entry) throws IOException {
    try (var in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private byte[] renewed(String name, byte[] bytes) {
    if (!name.endsWith(".class")) {
      return bytes;
    }
    var now = bytes;
    for (var step : STEPS) {
      var model = classFile.parse(now);
      if (step.concerns(model)) {
        now = classFile.transformClass(model, step.transform(model));
      }
    }
    return now;
  }

  /// A kind of what can be done once instead of at every start.
  interface Step {

    boolean concerns(ClassModel model);

    ClassTransform transform(ClassModel model);
  }
}

package dev.casebook.launcher;

import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;

/// Classes that were compiled for Java 5, such as picocli's, in the form of Java 8. An AOT cache
/// takes no class older than Java 6, and without it a start loads and verifies each of them again,
/// which takes a third of a short command's time.
///
/// The code stays the same; stack map frames are added, which the newer verifier needs (JVMS
/// 4.10.1).
final class OldClasses implements Renewal.Step {

  /// Java 8 (JVMS 4.1, table 4.1-A).
  private static final int MAJOR = 52;

  @Override
  public boolean concerns(ClassModel model) {
    return model.majorVersion() < MAJOR;
  }

  @Override
  public ClassTransform transform(ClassModel model) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(MAJOR, 0);
          } else {
            builder.with(element);
          }
        };
    // A body that nobody touches would be copied as it is, without frames.
    return version.andThen(
        ClassTransform.transformingMethodBodies((body, element) -> body.with(element)));
  }
}

package dev.casebook.launcher;

import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.stream.Stream;

/// The calls of a method that are linked when they are reached (`invokedynamic`, JVMS 6.5).
final class DynamicCalls {

  private DynamicCalls() {}

  static Stream<InvokeDynamicInstruction> of(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementList().stream())
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map(InvokeDynamicInstruction.class::cast);
  }

  /// @param owner the class of the method that links it, such as `java/lang/runtime/ObjectMethods`
  static boolean isBy(InvokeDynamicInstruction call, String owner, String method) {
    var bootstrap = call.bootstrapMethod();
    return bootstrap.owner().descriptorString().equals("L" + owner + ";")
        && bootstrap.methodName().equals(method);
  }
}

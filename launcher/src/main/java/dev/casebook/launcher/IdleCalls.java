package dev.casebook.launcher;

import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.Map;

/// Calls in libraries that look at each start for something that is not there, or that nobody asks
/// for: they give nothing at once.
final class IdleCalls implements Renewal.Step {

  /// By class, the method that it calls; its parameters are references, if it has any.
  private static final Map<String, String> CALLS =
      Map.of(
          // Looks in every jar for the library, which lies beside its own.
          "org/duckdb/DuckDBNative", "getResource",
          // Notes when a function was registered: for the time zone's rules it looks in every jar.
          "org/duckdb/DuckDBFunctions$RegisteredFunction", "now");

  @Override
  public boolean concerns(ClassModel model) {
    return CALLS.containsKey(model.thisClass().asInternalName());
  }

  @Override
  public ClassTransform transform(ClassModel model) {
    var idle = CALLS.getOrDefault(model.thisClass().asInternalName(), "");
    CodeTransform calls =
        (code, element) -> {
          if (element instanceof InvokeInstruction call && call.name().equalsString(idle)) {
            call.typeSymbol().parameterList().forEach(_ -> code.pop());
            if (call.opcode() != Opcode.INVOKESTATIC) {
              code.pop();
            }
            code.aconst_null();
          } else {
            code.with(element);
          }
        };
    return ClassTransform.transformingMethodBodies(calls);
  }
}

package dev.casebook.launcher;

import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.util.Map;
import java.util.Set;

/// Methods of libraries that work at each start for something that Casebook has no part in: they
/// return at once, with nothing.
final class IdleMethods implements Renewal.Step {

  private static final Map<String, Set<String>> METHODS =
      Map.of(
          // Reports DuckDB's memory to the flight recorder: its event needs fifteen classes, made
          // at every start.
          "org/duckdb/JfrMemoryMonitor",
              Set.of("<clinit>", "init", "connectionOpened", "connectionClosed"),
          // Looks for Groovy in every jar.
          "picocli/CommandLine$DefaultFactory", Set.of("loadClosureClass"));

  @Override
  public boolean concerns(ClassModel model) {
    return METHODS.containsKey(model.thisClass().asInternalName());
  }

  @Override
  public ClassTransform transform(ClassModel model) {
    var idle = METHODS.getOrDefault(model.thisClass().asInternalName(), Set.of());
    return (builder, element) -> {
      if (element instanceof MethodModel method
          && idle.contains(method.methodName().stringValue())) {
        builder.withMethodBody(
            method.methodName(),
            method.methodType(),
            method.flags().flagsMask(),
            code -> returnNothing(code, method));
      } else {
        builder.with(element);
      }
    };
  }

  private static void returnNothing(CodeBuilder code, MethodModel method) {
    if (TypeKind.from(method.methodTypeSymbol().returnType()) == TypeKind.VOID) {
      code.return_();
    } else {
      code.aconst_null().areturn();
    }
  }
}

package dev.casebook.launcher;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Objects;

/// What records are given by `javac`, `equals` and `hashCode`, as plain code. As compiled, they are
/// linked when they are called first, and classes are made for them
/// ([java.lang.runtime.ObjectMethods]), at every start anew: the AOT cache keeps none of them.
/// `toString`, which few call, stays as it is.
final class PlainRecords implements Renewal.Step {

  private static final ClassDesc OBJECTS = Objects.class.describeConstable().orElseThrow();

  @Override
  public boolean concerns(ClassModel model) {
    return model.methods().stream().anyMatch(PlainRecords::isGiven);
  }

  /// Whether nobody wrote it.
  private static boolean isGiven(MethodModel method) {
    return (method.methodName().equalsString("equals")
            || method.methodName().equalsString("hashCode"))
        && DynamicCalls.of(method)
            .anyMatch(
                call -> DynamicCalls.isBy(call, "java/lang/runtime/ObjectMethods", "bootstrap"));
  }

  @Override
  public ClassTransform transform(ClassModel model) {
    var type = model.thisClass().asSymbol();
    var components = components(model);
    return (builder, element) -> {
      if (element instanceof MethodModel method && isGiven(method)) {
        builder.withMethodBody(
            method.methodName(),
            method.methodType(),
            method.flags().flagsMask(),
            code -> {
              if (method.methodName().equalsString("equals")) {
                equals(code, type, components);
              } else {
                hash(code, type, components);
              }
            });
      } else {
        builder.with(element);
      }
    };
  }

  private static List<Component> components(ClassModel model) {
    return model.findAttribute(Attributes.record()).orElseThrow().components().stream()
        .map(it -> new Component(it.name().stringValue(), it.descriptorSymbol()))
        .toList();
  }

  private static void equals(CodeBuilder code, ClassDesc type, List<Component> components) {
    var same = code.newLabel();
    var different = code.newLabel();
    code.aload(0).aload(1).if_acmpeq(same);
    code.aload(1).instanceOf(type).ifeq(different);
    for (var component : components) {
      code.aload(0).getfield(type, component.name(), component.type());
      code.aload(1).checkcast(type).getfield(type, component.name(), component.type());
      component.branch(code, different);
    }
    code.labelBinding(same).iconst_1().ireturn();
    code.labelBinding(different).iconst_0().ireturn();
  }

  private static void hash(CodeBuilder code, ClassDesc type, List<Component> components) {
    code.iconst_0();
    for (var component : components) {
      code.bipush(31).imul();
      code.aload(0).getfield(type, component.name(), component.type());
      component.hash(code);
      code.iadd();
    }
    code.ireturn();
  }

  private record Component(String name, ClassDesc type) {

    /// Goes to where the two values on the stack differ.
    void branch(CodeBuilder code, Label different) {
      switch (TypeKind.from(type)) {
        case LONG -> code.lcmp().ifne(different);
        case FLOAT, DOUBLE ->
            code.invokestatic(boxed(), "compare", MethodTypeDesc.of(CD_int, type, type))
                .ifne(different);
        case REFERENCE ->
            code.invokestatic(
                    OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                .ifeq(different);
        default -> code.if_icmpne(different);
      }
    }

    /// The hash of the value on the stack.
    void hash(CodeBuilder code) {
      if (type.isPrimitive()) {
        code.invokestatic(boxed(), "hashCode", MethodTypeDesc.of(CD_int, type));
      } else {
        code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
      }
    }

    /// The class of the type's values as objects.
    private ClassDesc boxed() {
      return switch (TypeKind.from(type)) {
        case BOOLEAN -> ClassDesc.of("java.lang.Boolean");
        case BYTE -> ClassDesc.of("java.lang.Byte");
        case CHAR -> ClassDesc.of("java.lang.Character");
        case SHORT -> ClassDesc.of("java.lang.Short");
        case INT -> ClassDesc.of("java.lang.Integer");
        case LONG -> ClassDesc.of("java.lang.Long");
        case FLOAT -> ClassDesc.of("java.lang.Float");
        case DOUBLE -> ClassDesc.of("java.lang.Double");
        case REFERENCE, VOID -> throw new IllegalArgumentException(type + " has no box");
      };
    }
  }
}

package dev.casebook.launcher;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;

/// Switches over types, and over texts where null or a type is a case too, as plain code. As
/// `javac` compiles them, each is linked when it is reached first, and a class is made for it
/// ([java.lang.runtime.SwitchBootstraps#typeSwitch]), at every start anew: the AOT cache keeps none
/// of them. Here a method of the class itself takes its place.
final class PlainSwitches implements Renewal.Step {

  private static final String NAME = "typeSwitch";

  @Override
  public boolean concerns(ClassModel model) {
    return model.methods().stream().anyMatch(PlainSwitches::hasSwitch);
  }

  private static boolean hasSwitch(MethodModel method) {
    return DynamicCalls.of(method).anyMatch(PlainSwitches::isSwitch);
  }

  /// Whether it tells classes and texts apart, and no other constants.
  private static boolean isSwitch(InvokeDynamicInstruction call) {
    return DynamicCalls.isBy(call, "java/lang/runtime/SwitchBootstraps", NAME)
        && call.bootstrapArgs().stream()
            .allMatch(label -> label instanceof ClassDesc || label instanceof String);
  }

  @Override
  public ClassTransform transform(ClassModel model) {
    return ClassTransform.ofStateful(() -> new Switches(model));
  }

  private static final class Switches implements ClassTransform {

    private final ClassDesc owner;
    private final boolean ownerIsInterface;
    private final List<InvokeDynamicInstruction> switches = new ArrayList<>();

    Switches(ClassModel model) {
      this.owner = model.thisClass().asSymbol();
      this.ownerIsInterface = model.flags().has(AccessFlag.INTERFACE);
    }

    @Override
    public void accept(ClassBuilder builder, ClassElement element) {
      if (element instanceof MethodModel method && hasSwitch(method)) {
        builder.transformMethod(method, MethodTransform.transformingCode(this::call));
      } else {
        builder.with(element);
      }
    }

    private void call(CodeBuilder code, CodeElement element) {
      if (element instanceof InvokeDynamicInstruction call && isSwitch(call)) {
        code.invokestatic(owner, name(switches.size()), call.typeSymbol(), ownerIsInterface);
        switches.add(call);
      } else {
        code.with(element);
      }
    }

    private static String name(int number) {
      return NAME + "$" + number;
    }

    @Override
    public void atEnd(ClassBuilder builder) {
      for (int i = 0; i < switches.size(); i++) {
        var call = switches.get(i);
        builder.withMethodBody(
            name(i),
            call.typeSymbol(),
            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
            code -> choose(code, call.bootstrapArgs()));
      }
    }

    /// The number of the first label, from that of the second argument on, that is a type of the
    /// first argument or a text equal to it; -1 where it is null, and the number of labels where
    /// none fits.
    private static void choose(CodeBuilder code, List<ConstantDesc> labels) {
      code.aload(0).ifThen(Opcode.IFNULL, is -> is.iconst_m1().ireturn());
      for (int i = 0; i < labels.size(); i++) {
        var next = code.newLabel();
        code.iload(1).loadConstant(i).if_icmpgt(next);
        fits(code, labels.get(i)).ifeq(next);
        code.loadConstant(i).ireturn().labelBinding(next);
      }
      code.loadConstant(labels.size()).ireturn();
    }

    private static CodeBuilder fits(CodeBuilder code, ConstantDesc label) {
      if (label instanceof ClassDesc type) {
        return code.aload(0).instanceOf(type);
      }
      var equals = MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object);
      return code.loadConstant(label)
          .aload(0)
          .invokevirtual(ConstantDescs.CD_String, "equals", equals);
    }
  }
}

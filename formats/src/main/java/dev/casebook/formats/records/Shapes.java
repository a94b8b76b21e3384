package dev.casebook.formats.records;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the shape of a type by what it is made of. No type may hold itself, so that no bytes nest
/// deeper than the types do.
final class Shapes {

  private final Map<Class<?>, Shape> shapes = new HashMap<>();
  private final Set<Class<?>> open = new LinkedHashSet<>();

  Shapes(List<TextForm<?>> forms) {
    shapes.put(String.class, new Shape.Text());
    shapes.put(Instant.class, new Shape.Time());
    List.of(int.class, Integer.class).forEach(type -> shapes.put(type, Shape.Plain.INT));
    List.of(long.class, Long.class).forEach(type -> shapes.put(type, Shape.Plain.LONG));
    List.of(double.class, Double.class).forEach(type -> shapes.put(type, Shape.Plain.DOUBLE));
    List.of(boolean.class, Boolean.class).forEach(type -> shapes.put(type, Shape.Plain.BOOLEAN));
    forms.forEach(form -> shapes.put(form.type(), new Shape.AsText<>(form)));
  }

  Shape of(Class<?> type) {
    var known = shapes.get(type);
    if (known != null) {
      return known;
    }
    if (!open.add(type)) {
      throw new IllegalArgumentException(type.getName() + " holds itself");
    }
    var shape = made(type);
    open.remove(type);
    shapes.put(type, shape);
    return shape;
  }

  private Shape made(Class<?> type) {
    if (type.isEnum()) {
      return new Shape.Constant(List.of(type.getEnumConstants()));
    }
    if (type.isRecord()) {
      return components(type);
    }
    var permitted = type.getPermittedSubclasses();
    if (permitted != null) {
      var each = new Shape[permitted.length];
      for (int i = 0; i < each.length; i++) {
        each[i] = of(permitted[i]);
      }
      return new Shape.OneOf(permitted, each);
    }
    throw new IllegalArgumentException("no bytes are known for " + type.getName());
  }

  private Shape components(Class<?> type) {
    var components = type.getRecordComponents();
    var types = new Class<?>[components.length];
    var accessors = new Method[components.length];
    var each = new Shape[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      accessors[i] = components[i].getAccessor();
      accessors[i].setAccessible(true);
      each[i] = of(components[i].getAnnotatedType());
    }
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return new Shape.Components(constructor, accessors, each);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e); // every record has it
    }
  }

  private Shape of(AnnotatedType type) {
    var shape = unmarked(type);
    return type.isAnnotationPresent(Nullable.class) ? new Shape.Perhaps(shape, false) : shape;
  }

  private Shape unmarked(AnnotatedType type) {
    if (!(type instanceof AnnotatedParameterizedType generic)) {
      return of((Class<?>) type.getType());
    }
    var raw = ((ParameterizedType) generic.getType()).getRawType();
    var inner = of(generic.getAnnotatedActualTypeArguments()[0]);
    if (raw == Optional.class) {
      return new Shape.Perhaps(inner, true);
    }
    if (raw == List.class) {
      return new Shape.Many(inner, elements -> Collections.unmodifiableList(elements));
    }
    if (raw == Set.class) {
      return new Shape.Many(
          inner, elements -> Collections.unmodifiableSet(new LinkedHashSet<>(elements)));
    }
    throw new IllegalArgumentException("no bytes are known for " + generic.getType());
  }
}

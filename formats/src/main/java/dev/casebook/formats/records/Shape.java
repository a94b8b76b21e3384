package dev.casebook.formats.records;

import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How the values of one type lie in bytes.
///
/// Reading throws a `BufferUnderflowException` where the bytes end early and an
/// `IllegalArgumentException` where they can't be a value.
sealed interface Shape {

  void write(@Nullable Object value, DataOutputStream out) throws IOException;

  /// @param in a buffer over an array
  @Nullable Object read(ByteBuffer in);

  /// A whole number in four or eight bytes, a fraction in eight, a boolean in one.
  enum Plain implements Shape {
    INT,
    LONG,
    DOUBLE,
    BOOLEAN;

    @Override
    public void write(@Nullable Object value, DataOutputStream out) throws IOException {
      switch (this) {
        case INT -> out.writeInt((Integer) present(value));
        case LONG -> out.writeLong((Long) present(value));
        case DOUBLE -> out.writeDouble((Double) present(value));
        case BOOLEAN -> out.writeBoolean((Boolean) present(value));
      }
    }

    @Override
    public Object read(ByteBuffer in) {
      return switch (this) {
        case INT -> in.getInt();
        case LONG -> in.getLong();
        case DOUBLE -> in.getDouble();
        case BOOLEAN -> choice(in.get(), 2) == 1;
      };
    }
  }

  /// A length and UTF-8.
  record Text() implements Shape {
    @Override
    public void write(@Nullable Object value, DataOutputStream out) throws IOException {
      var utf8 = ((String) present(value)).getBytes(StandardCharsets.UTF_8);
      out.writeInt(utf8.length);
      out.write(utf8);
    }

    @Override
    public String read(ByteBuffer in) {
      int length = length(in);
      int at = in.position();
      in.position(at + length);
      return new String(in.array(), in.arrayOffset() + at, length, StandardCharsets.UTF_8);
    }
  }

  /// A type that travels as its text.
  record AsText<V>(TextForm<V> form) implements Shape {
    @Override
    public void write(@Nullable Object value, DataOutputStream out) throws IOException {
      new Text().write(form.text().apply(form.type().cast(present(value))), out);
    }

    @Override
    public Object read(ByteBuffer in) {
      return form.value().apply(new Text().read(in));
    }
  }

  /// The second and the nanosecond in it.
  record Time() implements Shape {
    @Override
    public void write(@Nullable Object value, DataOutputStream out) throws IOException {
      var time = (Instant) present(value);
      out.writeLong(time.getEpochSecond());
      out.writeInt(time.getNano());
    }

    @Override
    public Object read(ByteBuffer in) {
      return Instant.ofEpochSecond(in.getLong(), choice(in.getInt(), 1_000_000_000));
    }
  }

  /// The number of one of a few values.
  record Constant(List<?> values) implements Shape {
    @Override
    public void write(@Nullable Object value, DataOutputStream out) throws IOException {
      out.writeInt(values.indexOf(present(value)));
    }

    @Override
    public Object read(ByteBuffer in) {
      return values.get(choice(in.getInt(), values.size()));
    }
  }

  /// Whether there is a value, and the value.
  ///
  /// @param optional whether it comes as an `Optional` and not as null
  record Perhaps(Shape inner, boolean optional) implements Shape {
    @Override
    public void write(@Nullable Object value, DataOutputStream out) throws IOException {
      var inside = optional ? ((Optional<?>) present(value)).orElse(null) : value;
      out.writeBoolean(inside != null);
      if (inside != null) {
        inner.write(inside, out);
      }
    }

    @Override
    public @Nullable Object read(ByteBuffer in) {
      var inside = choice(in.get(), 2) == 1 ? inner.read(in) : null;
      return optional ? Optional.ofNullable(inside) : inside;
    }
  }

  /// A count and that many values.
  ///
  /// @param collection makes the collection that was declared
  record Many(Shape element, Function<List<@Nullable Object>, Object> collection) implements Shape {
    @Override
    public void write(@Nullable Object value, DataOutputStream out) throws IOException {
      var elements = (Collection<?>) present(value);
      out.writeInt(elements.size());
      for (var each : elements) {
        element.write(each, out);
      }
    }

    @Override
    public Object read(ByteBuffer in) {
      int count = length(in);
      var elements = new ArrayList<@Nullable Object>();
      for (int i = 0; i < count; i++) {
        elements.add(element.read(in));
      }
      return collection.apply(elements);
    }
  }

  /// The components one after the other.
  record Components(Constructor<?> constructor, Method[] accessors, Shape[] shapes)
      implements Shape {
    @Override
    public void write(@Nullable Object value, DataOutputStream out) throws IOException {
      for (int i = 0; i < shapes.length; i++) {
        try {
          shapes[i].write(accessors[i].invoke(value), out);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public Object read(ByteBuffer in) {
      var values = new @Nullable Object[shapes.length];
      for (int i = 0; i < shapes.length; i++) {
        values[i] = shapes[i].read(in);
      }
      try {
        return constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        throw new IllegalArgumentException("its own check: " + e.getCause(), e);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// Which of the permitted types it is, and the value.
  record OneOf(Class<?>[] types, Shape[] shapes) implements Shape {
    @Override
    public void write(@Nullable Object value, DataOutputStream out) throws IOException {
      int i = 0;
      while (!types[i].isInstance(value)) {
        i++;
      }
      out.writeByte(i);
      shapes[i].write(value, out);
    }

    @Override
    public @Nullable Object read(ByteBuffer in) {
      return shapes[choice(in.get(), shapes.length)].read(in);
    }
  }

  private static Object present(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("null where nothing is marked @Nullable");
    }
    return value;
  }

  private static int choice(int number, int count) {
    if (number < 0 || number >= count) {
      throw new IllegalArgumentException(number + " is none of " + count);
    }
    return number;
  }

  /// Every byte of a text and every value of a list takes at least one of the bytes that are left.
  private static int length(ByteBuffer in) {
    int length = in.getInt();
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    return choice(length, Integer.MAX_VALUE);
  }
}

package dev.casebook.formats.records;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.List;
import java.util.Objects;

/// Values of one type as bytes and back. The type is made of records, sealed interfaces, enums,
/// texts, numbers, booleans, instants, optionals, lists and sets; what may be null is marked
/// `@Nullable`. Nothing is told of the type in the bytes, so that reader and writer are of the same
/// build.
///
/// No length in the bytes makes a reader take more memory than a multiple of the bytes themselves.
public final class RecordCodec<T> {

  private final Class<T> type;
  private final Shape shape;

  private RecordCodec(Class<T> type, Shape shape) {
    this.type = type;
    this.shape = shape;
  }

  /// @param forms of the types that travel as texts
  /// @throws IllegalArgumentException if the type is made of something else
  public static <T> RecordCodec<T> of(Class<T> type, TextForm<?>... forms) {
    return new RecordCodec<>(type, new Shapes(List.of(forms)).of(type));
  }

  public byte[] encode(T value) {
    var bytes = new ByteArrayOutputStream();
    try {
      shape.write(value, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new IllegalStateException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  /// @throws ForeignBytes unless these are the bytes of one value, all of them
  public T decode(byte[] bytes) throws ForeignBytes {
    return decode(ByteBuffer.wrap(bytes));
  }

  /// The same of what a buffer over an array still holds.
  public T decode(ByteBuffer in) throws ForeignBytes {
    try {
      var value = Objects.requireNonNull(type.cast(shape.read(in)));
      if (in.hasRemaining()) {
        throw new ForeignBytes(type.getSimpleName(), in.remaining() + " bytes are left over");
      }
      return value;
    } catch (BufferUnderflowException e) {
      throw new ForeignBytes(type.getSimpleName(), "they end early");
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new ForeignBytes(type.getSimpleName(), String.valueOf(e.getMessage()));
    }
  }
}

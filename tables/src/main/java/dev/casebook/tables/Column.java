package dev.casebook.tables;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a column says, in words, with its unit.
///
/// The component's type is the column's: String, int, long, double, boolean, Instant (a UTC
/// TIMESTAMP), and their boxed forms where `@Nullable` makes it SQL NULL. The column's name is the
/// component's in snake_case.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Column {
  String value();

  /// Its name where the component's can't be it, as `interface`.
  String name() default "";

  /// Whether its values take much longer to make than the others: they are made only for a query
  /// that names the column.
  boolean costly() default false;

  /// What its values tell of whose evidence it is.
  Meaning means() default Meaning.PLAIN;
}

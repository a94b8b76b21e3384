package dev.casebook.tables;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How the rows of a table are held against those of another snapshot. Columns go by their SQL
/// names; a pattern of rows is a glob with `*` on the first column of the key.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Compared {

  /// The columns by which a row is the same row in both; none where a snapshot has one row.
  String[] key() default {};

  /// Columns that change by themselves: counters, process ids, times, places in a list.
  String[] restless() default {};

  /// Rows whose values change by themselves.
  String[] restlessRows() default {};

  /// Columns that are other on each host: names, addresses.
  String[] ofHost() default {};

  /// Rows that only repeat what another table tells.
  String[] repeats() default {};

  /// How much a difference tells.
  Tells tells() default Tells.STATE;

  /// Why it is not compared; empty if it is.
  String never() default "";

  /// What kind of fact a row is, the most telling first.
  enum Tells {
    /// A version or something that was set.
    SETTING("versions and settings"),
    /// What the host is in just now, and what stays unless something happens.
    STATE("state"),
    /// What comes and goes on an idle host; a row that only one has is folded.
    TRAFFIC("comes and goes by itself");

    private final String words;

    Tells(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}

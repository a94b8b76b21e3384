package dev.casebook.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the rows of an answer in one of the forms that `casebook sql` offers. Cells are String,
/// Long, Double, Boolean, java.math.BigDecimal, java.time.LocalDateTime (UTC), [Json], null, or a
/// List or Map of such.
public interface RowWriter {

  void columns(List<String> names);

  void row(@Nullable Object[] cells);

  /// Writes what was held back.
  void end();
}

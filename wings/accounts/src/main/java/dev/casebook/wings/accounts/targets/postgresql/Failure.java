package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.changes.Refusal;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.postgresql.util.PSQLException;

/// What it means that the driver threw.
final class Failure {

  /// Classes of SQLSTATE for a connection that is gone, where it is not known what was done.
  private static final List<String> CONNECTION = List.of("08", "57P");

  private Failure() {}

  /// @return what broke the connection
  /// @throws Refusal where the server said no
  static IOException of(SQLException e) throws Refusal {
    var state = Objects.requireNonNullElse(e.getSQLState(), "08000");
    if (CONNECTION.stream().noneMatch(state::startsWith)) {
      throw new Refusal(said(e));
    }
    return new IOException(said(e), e);
  }

  /// On one line.
  static String said(SQLException e) {
    var message = e instanceof PSQLException known ? known.getServerErrorMessage() : null;
    if (message == null || message.getMessage() == null) {
      return Objects.requireNonNullElse(e.getMessage(), "the server said nothing")
          .replaceAll("\\s+", " ");
    }
    var detail = message.getDetail() == null ? "" : " (%s)".formatted(message.getDetail());
    return (message.getMessage() + detail).replaceAll("\\s+", " ");
  }
}

package dev.casebook.query;

import org.jspecify.annotations.Nullable;

/// DuckDB's own parser without any table: tells what queries are made of and executes nothing.
/// DuckDB is started with the first query.
public final class SelectParser implements AutoCloseable {

  private @Nullable Engine engine;

  public Select parse(String sql) throws QueryFailure {
    if (engine == null) {
      engine = Engine.start(1, 64, null);
      engine.lock(null);
    }
    return SelectReader.read(engine.connection(), sql);
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}

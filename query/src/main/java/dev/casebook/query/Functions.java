package dev.casebook.query;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.formats.versions.DebianVersion;
import dev.casebook.formats.versions.KernelRelease;
import dev.casebook.formats.versions.RpmVersion;
import java.sql.SQLException;
import java.util.function.BiFunction;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.jspecify.annotations.Nullable;

/// The functions that SQL over evidence has beside DuckDB's own: addresses in networks and the
/// order of versions. Each gives NULL for NULL, and for text that is not an address.
public enum Functions {
  ADDRESS_INSIDE(
      "address_inside",
      "address, network",
      "whether an address, or a whole network, lies in a network: '10.8.0.2' in '10.8.0.0/24'",
      String.class,
      Boolean.class,
      Functions::isInside),
  NETWORK_OF(
      "network_of",
      "address, prefix_length",
      "the network of this prefix that an address lies in: '10.8.0.2', 24 gives '10.8.0.0/24'",
      Integer.class,
      String.class,
      Functions::networkOf),
  RPM_COMPARE(
      "rpm_compare",
      "version, version",
      "-1, 0 or 1, as rpm orders epoch:version-release",
      String.class,
      Integer.class,
      order(RpmVersion::compare)),
  DEB_COMPARE(
      "deb_compare",
      "version, version",
      "-1, 0 or 1, as dpkg orders versions",
      String.class,
      Integer.class,
      order(DebianVersion::compare)),
  KERNEL_COMPARE(
      "kernel_compare",
      "release, release",
      "-1, 0 or 1 for kernel releases such as 4.19.90-52.39.v2207.ky10.x86_64",
      String.class,
      Integer.class,
      order(KernelRelease::compare));

  private final String sqlName;
  private final String parameters;
  private final String tells;
  private final Class<?> second;
  private final Class<?> result;

  @SuppressWarnings("ImmutableEnumChecker") // only pure functions are handed in, above
  private final BiFunction<String, Object, @Nullable Object> function;

  Functions(
      String sqlName,
      String parameters,
      String tells,
      Class<?> second,
      Class<?> result,
      BiFunction<String, Object, @Nullable Object> function) {
    this.sqlName = sqlName;
    this.parameters = parameters;
    this.tells = tells;
    this.second = second;
    this.result = result;
    this.function = function;
  }

  /// How it is called: `address_inside(address, network)`.
  public String signature() {
    return sqlName + "(" + parameters + ")";
  }

  /// What it tells, in words.
  public String tells() {
    return tells;
  }

  static void register(DuckDBConnection connection) throws SQLException {
    for (var function : values()) {
      try (var builder = DuckDBFunctions.scalarFunction()) {
        BiFunction<String, Object, @Nullable Object> guarded = function::call;
        builder
            .withName(function.sqlName)
            .withParameters(String.class, function.second)
            .withReturnType(function.result)
            .withFunction(guarded)
            .register(connection);
      }
    }
  }

  private @Nullable Object call(@Nullable String one, @Nullable Object two) {
    return one == null || two == null ? null : function.apply(one, two);
  }

  private static @Nullable Object isInside(String address, Object network) {
    var inner = IpNetwork.of(address);
    var outer = IpNetwork.of((String) network);
    return (inner.isPresent() && outer.isPresent()) ? outer.get().contains(inner.get()) : null;
  }

  private static @Nullable Object networkOf(String text, Object length) {
    return IpAddress.of(text)
        .flatMap(address -> IpNetwork.of(address, (Integer) length))
        .map(IpNetwork::text)
        .orElse(null);
  }

  private interface Order {
    int compare(String one, String two);
  }

  private static BiFunction<String, Object, @Nullable Object> order(Order order) {
    return (one, two) -> Integer.signum(order.compare(one, (String) two));
  }
}

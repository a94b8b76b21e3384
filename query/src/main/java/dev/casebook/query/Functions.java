package dev.casebook.query;

import dev.casebook.evidence.Ledger;
import dev.casebook.formats.network.AddressKind;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.formats.versions.DebianVersion;
import dev.casebook.formats.versions.KernelRelease;
import dev.casebook.formats.versions.RpmVersion;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.jspecify.annotations.Nullable;

/// The functions that SQL over evidence has beside DuckDB's own: addresses and networks, paths, the
/// order of versions, and origins, into which nothing else looks. Each gives NULL for NULL, and for
/// text that is not of its kind.
public enum Functions {
  ADDRESS_INSIDE(
      "address_inside(address, network)",
      "whether an address, or a whole network, lies in a network: '10.8.0.2' in '10.8.0.0/24'",
      List.of(String.class, String.class),
      Boolean.class,
      Functions::isInside),
  NETWORK_OF(
      "network_of(address, prefix_length)",
      "the network of this prefix that an address lies in: '10.8.0.2', 24 gives '10.8.0.0/24'",
      List.of(String.class, Integer.class),
      String.class,
      Functions::networkOf),
  NETWORKS_OVERLAP(
      "networks_overlap(network, network)",
      "whether two networks have an address in common",
      List.of(String.class, String.class),
      Boolean.class,
      Functions::overlap),
  PREFIX_LENGTH(
      "prefix_length(network)",
      "24 of '10.8.0.0/24', 32 of an IPv4 address alone",
      String.class,
      Integer.class,
      ofNetwork(IpNetwork::length)),
  NETMASK(
      "netmask(network)",
      "'255.255.255.0' of '10.8.0.0/24'; NULL of an IPv6 network",
      String.class,
      String.class,
      ofNetwork(IpNetwork::mask)),
  IS_HOST(
      "is_host(network)",
      "whether it is one address, alone or with its full prefix",
      String.class,
      Boolean.class,
      ofNetwork(IpNetwork::isHost)),
  HOST_NETWORK(
      "host_network(address)",
      "'10.8.0.2/32' of '10.8.0.2', '2001:db8::2/128' of '2001:db8::2'",
      String.class,
      String.class,
      address ->
          IpAddress.of((String) address)
              .flatMap(one -> IpNetwork.of(one, one.bits()))
              .map(IpNetwork::text)
              .orElse(null)),
  ADDRESS_KIND(
      "address_kind(address)",
      "unspecified, loopback, link-local, multicast, private or global, of an address or network",
      String.class,
      String.class,
      ofNetwork(network -> AddressKind.of(network.address()).word())),
  FOLDER_OF(
      "folder_of(file)",
      "'/etc/openvpn' of '/etc/openvpn/server.conf'",
      String.class,
      String.class,
      file -> folder((String) file)),
  PATH_BESIDE(
      "path_beside(file, path)",
      "a path as a setting in that file means it: '/etc/openvpn/server.conf', 'ccd' gives '/etc/openvpn/ccd'",
      List.of(String.class, String.class),
      String.class,
      (file, path) -> beside((String) file, (String) path)),
  RPM_COMPARE(
      "rpm_compare(version, version)",
      "-1, 0 or 1, as rpm orders epoch:version-release",
      List.of(String.class, String.class),
      Integer.class,
      order(RpmVersion::compare)),
  DEB_COMPARE(
      "deb_compare(version, version)",
      "-1, 0 or 1, as dpkg orders versions",
      List.of(String.class, String.class),
      Integer.class,
      order(DebianVersion::compare)),
  KERNEL_COMPARE(
      "kernel_compare(release, release)",
      "-1, 0 or 1 for kernel releases such as 4.19.90-52.39.v2207.ky10.x86_64",
      List.of(String.class, String.class),
      Integer.class,
      order(KernelRelease::compare)),
  SAME_FILE(
      "same_file(origin, origin)",
      "whether two rows come from the same file or output",
      List.of(Long.class, Long.class),
      Boolean.class,
      (one, two) -> Ledger.isSameArtifact((Long) one, (Long) two)),
  ORIGINS(
      "origins(origin)",
      "an aggregate: the first and the last of the rows' origins; takes its own results too");

  /// Any number of origins, or of lists of them, as the list of the first and the last.
  private static final String ORIGINS_MACRO =
      """
      CREATE MACRO origins(o) AS list_sort(list_distinct([
        min(list_min(regexp_extract_all(o::varchar, '[0-9]+')::bigint[])),
        max(list_max(regexp_extract_all(o::varchar, '[0-9]+')::bigint[]))]))
      """;

  private final String signature;
  private final String tells;

  @SuppressWarnings("ImmutableEnumChecker") // lists of List.of
  private final List<Class<?>> parameters;

  private final Class<?> result;

  @SuppressWarnings("ImmutableEnumChecker") // only pure functions are handed in, above
  private final BiFunction<Object, Object, @Nullable Object> function;

  Functions(
      String signature,
      String tells,
      List<Class<?>> parameters,
      Class<?> result,
      BiFunction<Object, Object, @Nullable Object> function) {
    this.signature = signature;
    this.tells = tells;
    this.parameters = parameters;
    this.result = result;
    this.function = function;
  }

  Functions(
      String signature,
      String tells,
      Class<?> parameter,
      Class<?> result,
      Function<Object, @Nullable Object> function) {
    this(signature, tells, List.of(parameter), result, (one, _) -> function.apply(one));
  }

  /// One that is a macro.
  Functions(String signature, String tells) {
    this(signature, tells, List.of(), Object.class, (_, _) -> null);
  }

  /// How it is called: `address_inside(address, network)`.
  public String signature() {
    return signature;
  }

  /// What it tells, in words.
  public String tells() {
    return tells;
  }

  static void register(DuckDBConnection connection) throws SQLException {
    for (var function : values()) {
      if (!function.parameters.isEmpty()) {
        function.registerAt(connection);
      }
    }
    try (var statement = connection.createStatement()) {
      statement.execute(ORIGINS_MACRO);
    }
  }

  private void registerAt(DuckDBConnection connection) throws SQLException {
    try (var builder = DuckDBFunctions.scalarFunction()) {
      builder
          .withName(signature.substring(0, signature.indexOf('(')))
          .withParameters(parameters.toArray(Class<?>[]::new))
          .withReturnType(result);
      if (parameters.size() == 1) {
        Function<Object, @Nullable Object> of = one -> call(one, one);
        builder.withFunction(of);
      } else {
        BiFunction<Object, Object, @Nullable Object> of = this::call;
        builder.withFunction(of);
      }
      builder.register(connection);
    }
  }

  private @Nullable Object call(@Nullable Object one, @Nullable Object two) {
    return one == null || two == null ? null : function.apply(one, two);
  }

  private static @Nullable Object isInside(Object address, Object network) {
    var inner = IpNetwork.of((String) address);
    var outer = IpNetwork.of((String) network);
    return (inner.isPresent() && outer.isPresent()) ? outer.get().contains(inner.get()) : null;
  }

  private static @Nullable Object overlap(Object network, Object other) {
    var one = IpNetwork.of((String) network);
    var two = IpNetwork.of((String) other);
    return (one.isPresent() && two.isPresent())
        ? one.get().contains(two.get()) || two.get().contains(one.get())
        : null;
  }

  private static @Nullable Object networkOf(Object text, Object length) {
    return IpAddress.of((String) text)
        .flatMap(address -> IpNetwork.of(address, (Integer) length))
        .map(IpNetwork::text)
        .orElse(null);
  }

  private static Function<Object, @Nullable Object> ofNetwork(
      Function<IpNetwork, @Nullable Object> function) {
    return text -> IpNetwork.of((String) text).map(function).orElse(null);
  }

  private static @Nullable String folder(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? null : file.substring(0, Math.max(1, slash));
  }

  private static @Nullable String beside(String file, String path) {
    if (path.startsWith("/")) {
      return path;
    }
    var folder = folder(file);
    return folder == null ? null : (folder.equals("/") ? "" : folder) + "/" + path;
  }

  private interface Order {
    int compare(String one, String two);
  }

  private static BiFunction<Object, Object, @Nullable Object> order(Order order) {
    return (one, two) -> Integer.signum(order.compare((String) one, (String) two));
  }
}

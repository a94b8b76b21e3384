package dev.casebook.wings.accounts.load;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Company;
import dev.casebook.wings.accounts.model.DirectorySettings;
import dev.casebook.wings.accounts.model.GateEntry;
import dev.casebook.wings.accounts.model.HostGroup;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Machine;
import dev.casebook.wings.accounts.model.Network;
import dev.casebook.wings.accounts.model.PasswordPolicy;
import dev.casebook.wings.accounts.model.Place;
import dev.casebook.wings.accounts.model.PortalSettings;
import dev.casebook.wings.accounts.model.RadiusClient;
import dev.casebook.wings.accounts.model.ServingNode;
import dev.casebook.wings.accounts.model.UidLedger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// From rows to the company that they describe.
final class CompanyBuilder {

  /// What hosts listen on if nobody says otherwise.
  private static final Map<String, String> PORTS = Map.of("sshd", "tcp/22");

  private static final Pattern BASE =
      Pattern.compile("[a-zA-Z]+=[\\p{L}\\p{N} .-]+(?:,[a-zA-Z]+=[\\p{L}\\p{N} .-]+)*");

  private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}[:-]){5}[0-9a-f]{2}");

  private final RowsByKind rows;
  private final Problems problems;

  CompanyBuilder(RowsByKind rows, Problems problems) {
    this.rows = rows;
    this.problems = problems;
  }

  /// With the names that rows refer to looked up.
  Company company() {
    var company = rowsAlone();
    new References(company, problems).check();
    return company.with(problems.faulty());
  }

  /// What the rows themselves say: those that they name may be in another file.
  Company rowsAlone() {
    var commands = commandGroups();
    var uids = uids();
    return new Company(
        accounts(uids),
        all(Kind.GROUP, AccountRows::group),
        all(Kind.HOST, CompanyBuilder::machine),
        all(Kind.HOST_GROUP, CompanyBuilder::hostGroup),
        services(),
        all(Kind.NETWORK, CompanyBuilder::network),
        gate(),
        all(Kind.GATE_RULE, RuleRows::gate),
        all(Kind.ACCESS, RuleRows::access),
        all(Kind.SUDO, row -> RuleRows.sudo(row, commands)),
        all(Kind.DATABASE, RuleRows::database),
        all(Kind.GRANT, RuleRows::grant),
        all(Kind.TOKEN, RuleRows::token),
        all(Kind.RADIUS_CLIENT, CompanyBuilder::radiusClient),
        all(Kind.NODE, CompanyBuilder::node),
        passwords(),
        directory(),
        portal(),
        all(Kind.TARGET, TargetRows::target),
        uids,
        Map.of());
  }

  private <T> SequencedMap<String, T> all(Kind kind, Function<Row, T> reader) {
    var all = new LinkedHashMap<String, T>();
    rows.of(kind).forEach((name, raw) -> all.put(name, reader.apply(row(kind, raw))));
    return all;
  }

  private Row row(Kind kind, RowsByKind.Raw raw) {
    return new Row(kind, raw.name(), raw.place(), raw.value(), problems);
  }

  private UidLedger uids() {
    var entries = new LinkedHashMap<Long, UidLedger.Entry>();
    rows.of(Kind.UID)
        .forEach((number, raw) -> {
          var uid = AccountRows.uid(number);
          var account = raw.value() instanceof ScalarNode name ? name.getValue() : "";
          if (uid.isPresent() && Names.ACCOUNT.matcher(account).matches()) {
            entries.put(uid.getAsLong(), new UidLedger.Entry(account, raw.place()));
          } else {
            problems.add(
                Kind.UID, number, raw.place(), "is no uid with an account, such as 20001: lihua");
          }
        });
    return new UidLedger(rows.has(Kind.UID), entries);
  }

  /// @param uids by which users of hosts have a number that their rows need not say
  private SequencedMap<String, Account> accounts(UidLedger uids) {
    var all = rowsOfAccounts();
    all.replaceAll((name, account) -> {
      var posix = account.posix();
      if (posix.isEmpty() || posix.get().uid().isPresent()) {
        return account;
      }
      var given = uids.of(name);
      return given.size() == 1 ? account.with(posix.get().with(given.getFirst())) : account;
    });
    return all;
  }

  private SequencedMap<String, Account> rowsOfAccounts() {
    var all = all(Kind.PERSON, AccountRows::person);
    all(Kind.SERVICE_ACCOUNT, AccountRows::service)
        .forEach((name, service) -> {
          var known = all.putIfAbsent(name, service);
          if (known != null) {
            problems.add(
                Kind.SERVICE_ACCOUNT,
                name,
                service.place(),
                "there is a person of that name, in " + known.place());
          }
        });
    return all;
  }

  private static Machine machine(Row row) {
    var machine =
        new Machine(
            row.name(),
            row.place(),
            row.read("address", IpAddress::of, "an IP address"),
            row.flag("jump"));
    row.end();
    return machine;
  }

  private static HostGroup hostGroup(Row row) {
    var group = new HostGroup(row.name(), row.place(), row.list("hosts"), row.list("groups"));
    row.end();
    return group;
  }

  private static Network network(Row row) {
    var network =
        new Network(
            row.name(),
            row.place(),
            row.list("ranges", IpNetwork::of, "a network such as 10.1.0.0/16"),
            row.flag("gated"));
    if (network.ranges().isEmpty()) {
      row.fault("has no ranges");
    }
    row.end();
    return network;
  }

  private static RadiusClient radiusClient(Row row) {
    var client =
        new RadiusClient(
            row.name(),
            row.place(),
            row.list("networks", IpNetwork::of, "an address or a network such as 10.2.0.5/32"),
            row.required("service"),
            row.text("host").orElse(""),
            row.flag("legacy"));
    if (client.networks().isEmpty()) {
      row.fault("has no networks: where it asks from");
    }
    if (!client.service().equals("vpn") && client.host().isEmpty()) {
      row.fault("has no host: only a client for the vpn goes without");
    }
    row.end();
    return client;
  }

  private static ServingNode node(Row row) {
    var address = row.read("address", CompanyBuilder::hostAndPort, "HOST:PORT");
    if (!row.has("address")) {
      row.fault("has no address: HOST:PORT, where the other nodes reach it");
    }
    row.end();
    return new ServingNode(
        row.name(),
        row.place(),
        address.map(one -> one.getHost().replaceAll("[\\[\\]]", "")).orElse(""),
        address.map(URI::getPort).orElse(0));
  }

  private static Optional<URI> hostAndPort(String text) {
    try {
      var uri = new URI("nodes://" + text);
      boolean isBoth = uri.getHost() != null && uri.getPort() > 0 && uri.getRawPath().isEmpty();
      return isBoth ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private List<GateEntry> gate() {
    var entries = new ArrayList<GateEntry>();
    for (var raw : rows.gate()) {
      var row = row(Kind.GATE_ENTRY, raw);
      var person = row.required("person");
      var address = row.read("address", IpAddress::of, "an IP address");
      var mac = row.read("mac", CompanyBuilder::mac, "six octets such as 00:16:3e:5e:6c:00");
      if (!row.has("address")) {
        row.fault("has no address");
      }
      row.end();
      address.ifPresent(
          one -> entries.add(new GateEntry(row.place(), person, one, mac.orElse(""))));
    }
    return entries;
  }

  private static Optional<String> mac(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    return MAC.matcher(lower).matches() ? Optional.of(lower.replace('-', ':')) : Optional.empty();
  }

  private SequencedMap<String, String> services() {
    var all = new LinkedHashMap<String, String>(PORTS);
    rows.of(Kind.SERVICE)
        .forEach((name, raw) -> {
          if (raw.value() instanceof ScalarNode port
              && RuleRows.PORT.matcher(port.getValue()).matches()) {
            all.put(name, port.getValue());
          } else {
            problems.add(Kind.SERVICE, name, raw.place(), "is not a port such as tcp/22");
          }
        });
    return all;
  }

  private Map<String, Set<String>> commandGroups() {
    var all = new LinkedHashMap<String, Set<String>>();
    rows.of(Kind.COMMAND_GROUP)
        .forEach((name, raw) -> {
          var row = row(Kind.COMMAND_GROUP, raw);
          all.put(name, new LinkedHashSet<>(RuleRows.commands(row, "commands")));
          if (!row.has("commands")) {
            row.fault("has no commands");
          }
          row.end();
        });
    return all;
  }

  private DirectorySettings directory() {
    var raw = rows.of(Kind.DIRECTORY).get("default");
    if (raw == null) {
      return new DirectorySettings(new Place("", 0), "");
    }
    var row = row(Kind.DIRECTORY, raw);
    var base =
        row.read(
            "base",
            text -> Optional.of(text).filter(name -> BASE.matcher(name).matches()),
            "a name such as dc=example,dc=com");
    if (!row.has("base")) {
      row.fault("has no base");
    }
    row.end();
    return new DirectorySettings(row.place(), base.orElse(""));
  }

  private PortalSettings portal() {
    var raw = rows.of(Kind.PORTAL).get("default");
    return raw == null
        ? new PortalSettings(new Place("", 0), Optional.empty(), "", Optional.empty())
        : PortalRow.settings(row(Kind.PORTAL, raw));
  }

  private PasswordPolicy passwords() {
    var raw = rows.of(Kind.PASSWORD).get("default");
    return raw == null
        ? new PasswordPolicy(new Place("", 0), 12, Duration.ZERO, 0, Duration.ZERO)
        : RuleRows.passwords(row(Kind.PASSWORD, raw));
  }
}

package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.TargetSettings;
import dev.casebook.wings.accounts.plan.Adopted;
import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Observed;
import dev.casebook.wings.accounts.plan.Sort;
import dev.casebook.wings.accounts.plan.Target;
import dev.casebook.wings.accounts.plan.Wanted;
import dev.casebook.wings.accounts.targets.Destination;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;

/// Hosts whose rules of sudo and keys of sshd we keep, each in files of our own. A host is a part.
public final class HostsTarget implements Target {

  private final TargetSettings settings;
  private final SortedMap<String, RemoteHost> hosts;
  private final SortedMap<String, HostFiles> read = new ConcurrentSkipListMap<>();

  private HostsTarget(TargetSettings settings, SortedMap<String, RemoteHost> hosts) {
    this.settings = settings;
    this.hosts = hosts;
  }

  /// @param snapshot tells which hosts the row's groups are
  public static HostsTarget open(Destination destination, Snapshot snapshot) throws Refusal {
    var settings = destination.settings();
    var hosts = new TreeMap<String, RemoteHost>();
    Reach.of(destination, snapshot, settings.user())
        .forEach(
            (host, reach) -> hosts.put(host, new RemoteHost(host, reach.host(), reach.anew())));
    if (hosts.isEmpty()) {
      throw new Refusal(settings.place() + ": none of its host_groups has a host");
    }
    return new HostsTarget(settings, hosts);
  }

  @Override
  public List<Sort> sorts() {
    return Items.SORTS;
  }

  @Override
  public String part(Key key) {
    return Items.host(key);
  }

  @Override
  public Observed read() {
    return read(hosts.keySet(), false);
  }

  @Override
  public Observed read(Set<String> parts) {
    return read(parts, true);
  }

  /// @param settles whether what was broken off is brought to an end first
  private Observed read(Set<String> parts, boolean settles) {
    read.clear();
    var unread = new ConcurrentSkipListMap<String, String>();
    try (var workers =
        Executors.newFixedThreadPool(Reach.BESIDE_MAX, Thread.ofVirtual().factory())) {
      for (var part : parts) {
        workers.execute(() -> {
          try {
            read.put(part, read(part, settles));
          } catch (IOException e) {
            unread.put(part, Objects.requireNonNullElse(e.getMessage(), "it can't be reached"));
          } catch (Refusal e) {
            unread.put(part, e.reason());
          }
        });
      }
    }
    var items = new ArrayList<Item>();
    var remarks = new ArrayList<String>();
    for (var files : read.values()) {
      items.addAll(files.items());
      remarks.addAll(files.remarks());
    }
    return Observed.of(items, remarks, unread);
  }

  private HostFiles read(String part, boolean settles) throws IOException, Refusal {
    var host = host(part);
    var files = host.read();
    if (settles && !files.unfinished().isEmpty()) {
      host.settle();
      return host.read();
    }
    return files;
  }

  private RemoteHost host(String part) throws Refusal {
    var host = hosts.get(part);
    if (host == null) {
      throw new Refusal("is no host of this target any more: make the plan anew");
    }
    return host;
  }

  @Override
  public Wanted wanted(Snapshot snapshot, Observed observed, LocalDate today) {
    return wanted(snapshot, observed, today.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private Wanted wanted(Snapshot snapshot, Observed observed, Instant at) {
    return new Wishes(snapshot, settings.who(), read.values(), observed, at).all();
  }

  @Override
  public void make(Change change) throws IOException, Refusal {
    make(List.of(change));
  }

  @Override
  public void make(List<Change> changes) throws IOException, Refusal {
    host(part(changes.getFirst().key())).make(changes);
  }

  /// Who signs in is another user on each host.
  @Override
  public Optional<Key> self() {
    return Optional.empty();
  }

  @Override
  public boolean isSelf(Key key) {
    var files = read.get(Items.host(key));
    return files != null && files.user().equals(Items.account(key));
  }

  @Override
  public Optional<String> accountOf(Key key) {
    return Optional.of(Items.account(key));
  }

  @Override
  public Adopted adopt(Snapshot snapshot, Observed observed) {
    return new Adoption(
            snapshot, settings.name(), observed, wanted(snapshot, observed, Instant.EPOCH).items())
        .all();
  }

  @Override
  public void close() {
    // each script is a connection of its own
  }
}

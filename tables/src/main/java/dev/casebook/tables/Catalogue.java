package dev.casebook.tables;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.LooseNames;
import dev.casebook.evidence.Wanted;
import dev.casebook.tables.containers.CgroupCounter;
import dev.casebook.tables.containers.CgroupCpuTime;
import dev.casebook.tables.containers.Container;
import dev.casebook.tables.identity.CachedEntry;
import dev.casebook.tables.identity.DirectoryChange;
import dev.casebook.tables.identity.DirectoryEntry;
import dev.casebook.tables.identity.DomainStatus;
import dev.casebook.tables.identity.FailedLogin;
import dev.casebook.tables.identity.PamRule;
import dev.casebook.tables.identity.User;
import dev.casebook.tables.logs.AuditedCommand;
import dev.casebook.tables.logs.DatabaseEvent;
import dev.casebook.tables.logs.LogEntry;
import dev.casebook.tables.network.Bond;
import dev.casebook.tables.network.Connection;
import dev.casebook.tables.network.ConnectionEvent;
import dev.casebook.tables.network.ConntrackCounter;
import dev.casebook.tables.network.DhcpLease;
import dev.casebook.tables.network.DhcpRelay;
import dev.casebook.tables.network.FirewallRule;
import dev.casebook.tables.network.Hop;
import dev.casebook.tables.network.HostName;
import dev.casebook.tables.network.Interface;
import dev.casebook.tables.network.InterfaceAddress;
import dev.casebook.tables.network.NameServer;
import dev.casebook.tables.network.Neighbour;
import dev.casebook.tables.network.NetworkCounter;
import dev.casebook.tables.network.Probe;
import dev.casebook.tables.network.Route;
import dev.casebook.tables.network.Socket;
import dev.casebook.tables.pki.Certificate;
import dev.casebook.tables.pki.IndexedCertificate;
import dev.casebook.tables.pki.Revocation;
import dev.casebook.tables.provisioning.ProvisioningItem;
import dev.casebook.tables.software.AlteredFile;
import dev.casebook.tables.software.InstalledPackage;
import dev.casebook.tables.software.PackageRepository;
import dev.casebook.tables.storage.BlockDevice;
import dev.casebook.tables.storage.FileEntry;
import dev.casebook.tables.storage.FileLock;
import dev.casebook.tables.storage.Filesystem;
import dev.casebook.tables.storage.LogicalVolume;
import dev.casebook.tables.storage.Mount;
import dev.casebook.tables.storage.OpenFile;
import dev.casebook.tables.storage.PhysicalVolume;
import dev.casebook.tables.storage.VolumeGroup;
import dev.casebook.tables.system.Boot;
import dev.casebook.tables.system.Host;
import dev.casebook.tables.system.HostProcess;
import dev.casebook.tables.system.KernelModule;
import dev.casebook.tables.system.KernelParameter;
import dev.casebook.tables.system.KernelParameterSetting;
import dev.casebook.tables.system.Memory;
import dev.casebook.tables.system.Setting;
import dev.casebook.tables.system.Subscription;
import dev.casebook.tables.system.TimeServer;
import dev.casebook.tables.system.TimeSync;
import dev.casebook.tables.system.Unit;
import dev.casebook.tables.system.UnitFile;
import dev.casebook.tables.vpn.OpenvpnClient;
import dev.casebook.tables.vpn.OpenvpnRoute;
import dev.casebook.tables.vpn.OpenvpnSetting;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All tables that can be asked of a snapshot, in the order in which they are listed to people. It
/// is put together once, where the command starts, and handed down.
public final class Catalogue {

  /// The host, its software, its storage, its network, what runs in containers, who may log in, its
  /// VPN, its logs, and the evidence itself.
  private static final List<Table<?>> SPINE =
      List.of(
          Host.TABLE,
          InstalledPackage.TABLE,
          AlteredFile.TABLE,
          PackageRepository.TABLE,
          Subscription.TABLE,
          ProvisioningItem.TABLE,
          KernelParameter.TABLE,
          KernelParameterSetting.TABLE,
          KernelModule.TABLE,
          HostProcess.TABLE,
          Unit.TABLE,
          UnitFile.TABLE,
          Boot.TABLE,
          TimeSync.TABLE,
          TimeServer.TABLE,
          Mount.TABLE,
          Filesystem.TABLE,
          FileLock.TABLE,
          OpenFile.TABLE,
          FileEntry.TABLE,
          BlockDevice.TABLE,
          PhysicalVolume.TABLE,
          VolumeGroup.TABLE,
          LogicalVolume.TABLE,
          Memory.TABLE,
          Setting.TABLE,
          Interface.TABLE,
          Bond.TABLE,
          InterfaceAddress.TABLE,
          Route.TABLE,
          Neighbour.TABLE,
          Socket.TABLE,
          FirewallRule.TABLE,
          Connection.TABLE,
          ConnectionEvent.TABLE,
          ConntrackCounter.TABLE,
          NetworkCounter.TABLE,
          Probe.TABLE,
          Hop.TABLE,
          DhcpLease.TABLE,
          DhcpRelay.TABLE,
          NameServer.TABLE,
          HostName.TABLE,
          CgroupCounter.TABLE,
          CgroupCpuTime.TABLE,
          Container.TABLE,
          User.TABLE,
          PamRule.TABLE,
          FailedLogin.TABLE,
          DirectoryEntry.TABLE,
          DirectoryChange.TABLE,
          CachedEntry.TABLE,
          DomainStatus.TABLE,
          AuditedCommand.TABLE,
          DatabaseEvent.TABLE,
          OpenvpnSetting.TABLE,
          OpenvpnRoute.TABLE,
          OpenvpnClient.TABLE,
          Certificate.TABLE,
          IndexedCertificate.TABLE,
          Revocation.TABLE,
          LogEntry.TABLE,
          EvidenceAccount.TABLE);

  private final List<Table<?>> tables;

  private Catalogue(List<Table<?>> tables) {
    this.tables = List.copyOf(tables);
  }

  /// The tables of the spine's own pages.
  public static Catalogue spine() {
    return new Catalogue(SPINE);
  }

  /// These tables and more.
  public Catalogue with(List<Table<?>> more) {
    return new Catalogue(Stream.concat(tables.stream(), more.stream()).toList());
  }

  public List<Table<?>> tables() {
    return tables;
  }

  /// What is asked of a source to read every table, logs among them.
  public Wanted wanted() {
    return new Wanted(tables.stream().map(Table::wish).toList());
  }

  /// What is asked of a source to read these tables, and logs where one of them is a signal. The
  /// table `evidence` is about all of them.
  ///
  /// @param relations names of tables, and of signals as `signal.NAME`
  public Wanted wanted(Collection<String> relations) {
    if (relations.contains(EvidenceAccount.TABLE.name())) {
      return wanted();
    }
    boolean signals = relations.stream().anyMatch(name -> name.startsWith("signal."));
    return new Wanted(
        tables.stream()
            .filter(
                table -> relations.contains(table.name()) || (signals && table == LogEntry.TABLE))
            .map(Table::wish)
            .toList());
  }

  /// Every artifact that may show any table, logs among them.
  public List<ArtifactName> artifacts() {
    return tables.stream().flatMap(table -> table.artifacts().stream()).distinct().toList();
  }

  /// Tells loose files by what the pages say of their content and names.
  public LooseNames.Recogniser recogniser() {
    var words =
        artifacts().stream()
            .map(name -> LooseNames.words(name.text()))
            .collect(Collectors.toUnmodifiableSet());
    return new LooseNames.Recogniser() {
      @Override
      public Optional<ArtifactName> recognise(String path, byte[] head) {
        var text = new String(head, StandardCharsets.UTF_8);
        return tables.stream().flatMap(table -> table.recognise(head, text).stream()).findFirst();
      }

      @Override
      public boolean isKnownName(String name) {
        return words.contains(name);
      }
    };
  }

  public Optional<Table<?>> table(String name) {
    return tables.stream().<Table<?>>map(t -> t).filter(t -> t.name().equals(name)).findFirst();
  }
}

package dev.casebook.wings.accounts.portal;

import dev.casebook.wings.accounts.Programs;
import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.credentials.SelfService;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A page with its company, its clock and its mail server.
final class Lab implements AutoCloseable {

  static final String PASSWORD = "correct horse battery";

  static final String COMPANY =
      """
      people:
        ann:
          name: Ann <script>alert(1)</script> "&' 李
          mail: ann@example.com
          production: {uid: 2000}
          vpn: {addresses: [10.99.0.7/32]}
        bob: {mail: bob@example.com, expires: 2026-02-10}
        eve: {mail: eve@example.com, disabled: true}
        kim: {mail: kim@example.com}
      groups:
        ops: {members: [ann, bob]}
        strict: {members: [kim]}
      hosts:
        web01: {address: 10.20.0.11}
        db1: {address: 10.20.1.5}
      access:
        ops on web:
          groups: [ops]
          hosts: [web01]
          services: [sshd]
      databases:
        orders: {kind: mariadb, host: db1}
      tokens:
        the page: {groups: [strict], services: [portal]}
        vpn: {services: [vpn]}
      passwords: {length_min: 12, age_max_days: 90, failures_max: 5, locked_minutes: 15}
      """;

  final MovingClock clock = new MovingClock(Instant.parse("2026-01-02T03:04:05Z"));
  final Mailbox mailbox;
  final List<String> said = new CopyOnWriteArrayList<>();
  private final Path folder;
  private final String portal;
  private final boolean behindProxy;
  private Credentials credentials;
  private PortalServer server;

  Lab(Path folder) throws IOException {
    this(folder, "", false);
  }

  /// @param url as browsers reach it; empty for where it is served
  Lab(Path folder, String url, boolean behindProxy) throws IOException {
    this.folder = folder;
    this.behindProxy = behindProxy;
    mailbox = new Mailbox();
    portal =
        """
        portal:
          url: %s
          mail_from: accounts@example.com
          smtp: {host: 127.0.0.1, port: %d, security: none}
        """
            .formatted(
                url.isEmpty() ? "http://127.0.0.1:" + Programs.freePort() : url, mailbox.port());
    credentials = Credentials.in(state());
    server = serving();
    for (var name : List.of("ann", "bob", "eve", "kim")) {
      credentials.setPassword(clock.instant(), "test", name, PASSWORD.toCharArray());
    }
  }

  private PortalServer serving() throws IOException {
    var company = folder.resolve("company");
    Files.createDirectories(company);
    Files.writeString(company.resolve("a.yaml"), COMPANY + portal);
    var snapshot = Snapshot.of(FolderReader.read(company).company());
    var settings = snapshot.company().portal();
    int port = Math.max(0, settings.url().map(URI::getPort).orElse(0));
    return new PortalServer(
        new PortalServer.Way(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Optional.empty(),
            behindProxy),
        settings,
        "",
        new SignIns(snapshot, credentials, clock),
        new SelfService(credentials),
        said::add);
  }

  Path state() {
    return folder.resolve("state");
  }

  Credentials credentials() {
    return credentials;
  }

  /// What serves comes to its end, and another begins with what is on the disk.
  void restart() throws IOException {
    server.close();
    credentials.close();
    credentials = Credentials.in(state());
    server = serving();
  }

  Browser browser() {
    return new Browser("http://127.0.0.1:" + server.address().getPort(), server.url().toString());
  }

  URI url() {
    return server.url();
  }

  @Override
  public void close() throws IOException {
    server.close();
    credentials.close();
    mailbox.close();
  }
}

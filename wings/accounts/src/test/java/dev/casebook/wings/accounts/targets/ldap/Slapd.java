package dev.casebook.wings.accounts.targets.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.accounts.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// OpenLDAP's own server on a port of this machine, from an LDIF, until it is closed.
public final class Slapd implements AutoCloseable {

  public static final String BASE = "dc=example,dc=com";
  public static final String ADMIN = "cn=admin," + BASE;
  public static final String PASSWORD = "the manager's own";

  private final Path folder;
  private final Process process;
  private final int port;

  private Slapd(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  public static Slapd start(Path folder, String ldif) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("data"));
    var configuration =
        Files.writeString(
            folder.resolve("slapd.conf"),
            """
            include /etc/ldap/schema/core.schema
            include /etc/ldap/schema/cosine.schema
            include /etc/ldap/schema/nis.schema
            include /etc/ldap/schema/inetorgperson.schema
            attributetype ( 1.3.6.1.4.1.24552.500.1.1.1.13 NAME 'sshPublicKey'
              EQUALITY octetStringMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.40 )
            objectclass ( 1.3.6.1.4.1.24552.500.1.1.2.0 NAME 'ldapPublicKey' SUP top AUXILIARY
              MAY ( sshPublicKey $ uid ) )
            modulepath /usr/lib/ldap
            moduleload back_mdb
            moduleload ppolicy
            moduleload memberof
            moduleload syncprov
            pidfile %1$s/pid
            sizelimit size.soft=500 size.hard=500 size.prtotal=unlimited
            database mdb
            suffix %2$s
            rootdn %3$s
            rootpw "%4$s"
            directory %1$s/data
            maxsize 1073741824
            dbnosync
            index objectClass,uid,cn,member,memberUid eq
            overlay ppolicy
            overlay memberof
            overlay syncprov
            """
                .formatted(folder, BASE, ADMIN, PASSWORD));
    var entries = Files.writeString(folder.resolve("entries.ldif"), ldif);
    Programs.said(
        "",
        List.of(
            "/usr/sbin/slapadd",
            "-q",
            "-w",
            "-f",
            configuration.toString(),
            "-l",
            entries.toString()));
    int port = Programs.freePort();
    var process =
        Programs.serving(
            port,
            folder.resolve("log"),
            List.of(
                "/usr/sbin/slapd",
                "-f",
                configuration.toString(),
                "-h",
                "ldap://127.0.0.1:" + port,
                "-d",
                "0"));
    return new Slapd(folder, process, port);
  }

  public String url() {
    return "ldap://127.0.0.1:" + port;
  }

  /// What ldapsearch says, without line folding.
  public String search(String filter, String... attributes)
      throws IOException, InterruptedException {
    return asked("sub", filter, attributes);
  }

  private String asked(String scope, String filter, String... attributes)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of("ldapsearch", "-x", "-LLL", "-o", "ldif-wrap=no", "-H", url(), "-b", BASE));
    command.addAll(List.of("-s", scope, "-D", ADMIN, "-w", PASSWORD, filter));
    command.addAll(List.of(attributes));
    return Programs.said("", command);
  }

  /// Changes it behind our back.
  public void modify(String ldif) throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("change.ldif"), ldif);
    Programs.said(
        "",
        List.of(
            "ldapmodify", "-x", "-H", url(), "-D", ADMIN, "-w", PASSWORD, "-f", file.toString()));
  }

  /// Changes with every write.
  public String contextCsn() throws IOException, InterruptedException {
    var said = asked("base", "(objectClass=*)", "contextCSN");
    assertThat(said).contains("contextCSN: ");
    return said;
  }

  @Override
  public void close() {
    Programs.end(process);
  }
}

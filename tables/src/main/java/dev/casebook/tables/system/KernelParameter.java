package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import java.util.stream.Stream;

/// A parameter of the running kernel (`/proc/sys`), by the name that sysctl(8) gives it.
///
/// ```
/// kernel.pid_max = 4194304
/// net.ipv4.tcp_rmem = 4096	131072	6291456
/// net.ipv4.conf.eth0/100.rp_filter = 0          the interface eth0.100
/// ```
///
/// A value of several lines is several rows of one name. What the host is configured to set at boot
/// is in `kernel_parameter_settings`.
@Row("one parameter of the running kernel")
@Compared(
    key = {"name"},
    restlessRows = {
      "fs.dentry-state",
      "fs.file-nr",
      "fs.inode-nr",
      "fs.inode-state",
      "fs.aio-nr",
      "fs.quota.*",
      "kernel.random.*",
      "kernel.ns_last_pid",
      "kernel.pty.nr",
      "net.netfilter.nf_conntrack_count",
      "kernel.sched_domain.*"
    },
    repeats = {"kernel.hostname", "kernel.domainname", "kernel.osrelease", "kernel.version"},
    tells = Compared.Tells.SETTING)
public record KernelParameter(
    @Column("dotted name; a dot inside a part is written /") String name,
    @Column("value, with one space where it has several parts") String value) {

  private static final String ROOT = "/proc/sys/";

  /// For hosts without sysctl: what notes ask for, and only files that are cheap and safe to read.
  private static final List<ArtifactName> FILES =
      Stream.of(
              "kernel/*",
              "vm/overcommit*",
              "vm/dirty_*",
              "vm/swappiness",
              "vm/max_map_count",
              "vm/min_free_kbytes",
              "vm/panic_on_oom",
              "fs/file-max",
              "fs/file-nr",
              "fs/nr_open",
              "fs/inode-nr",
              "fs/aio-*",
              "fs/inotify/*",
              "net/core/*",
              "net/netfilter/nf_conntrack_*",
              "net/ipv4/ip_*",
              "net/ipv4/icmp_*",
              "net/ipv4/ping_group_range",
              "net/ipv4/tcp_*mem",
              "net/ipv4/tcp_*timeout*",
              "net/ipv4/tcp_max_*",
              "net/ipv4/tcp_tw_*",
              "net/ipv4/neigh/default/gc_*",
              "net/ipv4/conf/*/*",
              "net/ipv6/conf/all/forwarding",
              "net/ipv6/conf/all/disable_ipv6",
              "net/ipv6/conf/all/accept_*",
              "net/ipv6/neigh/default/gc_*",
              "user/*")
          .<ArtifactName>map(path -> ArtifactName.file(ROOT + path))
          .toList();

  public static final Table<KernelParameter> TABLE =
      Table.of("kernel_parameters", KernelParameter.class)
          .command("sysctl -a", KernelParameter::parseListing)
          .command("sysctl -a*", KernelParameter::parseListing)
          .from(FILES, KernelParameter::parseFile)
          .sniff(ArtifactName.command("sysctl -a"), KernelParameter::isListing)
          .example(
              "how many process ids and tracked connections there may be",
              "select name, value from kernel_parameters"
                  + " where name in ('kernel.pid_max', 'net.netfilter.nf_conntrack_max')");

  private static boolean isListing(String head) {
    return head.lines()
            .limit(5)
            .filter(line -> line.matches("(?:abi|debug|dev|fs|kernel|net|user|vm)\\.\\S+ = .*"))
            .count()
        > 2;
  }

  static void parseListing(Text text, Rows<KernelParameter> rows) {
    for (var line : text.lines()) {
      int sign = line.text().indexOf('=');
      if (line.isBlank() || line.text().startsWith("sysctl: ")) {
        continue;
      }
      var name = sign < 0 ? "" : line.text().substring(0, sign).strip();
      if (name.isEmpty() || name.indexOf(' ') >= 0) {
        rows.reject(line, "not NAME = VALUE");
      } else {
        add(line, name, line.text().substring(sign + 1), rows);
      }
    }
  }

  static void parseFile(Text text, Rows<KernelParameter> rows) {
    var path = text.name();
    var name = swapped(path.startsWith(ROOT) ? path.substring(ROOT.length()) : path);
    for (var line : text.lines()) {
      add(line, name, line.text(), rows);
    }
  }

  /// As sysctl(8) writes a path: dots for slashes, slashes for dots.
  private static String swapped(String path) {
    var name = new StringBuilder(path.length());
    path.chars().forEach(c -> name.append(c == '/' ? '.' : c == '.' ? '/' : (char) c));
    return name.toString();
  }

  private static void add(Line line, String name, String value, Rows<KernelParameter> rows) {
    rows.add(line, new KernelParameter(name, Line.squeezed(value.strip())));
  }
}

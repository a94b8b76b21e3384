package dev.casebook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Pairs of sosreports of one machine, a day apart, between which one fact was changed by hand
/// while counters, process ids and times went on by themselves. `compare` must show that fact.
final class ChangedFacts {

  private ChangedFacts() {}

  /// One changed fact.
  ///
  /// @param named whether a note names the thing that is changed
  /// @param table where it must show
  /// @param key a word of the row's key that must be shown
  /// @param file that holds it
  /// @param good its line before
  /// @param bad its line after; empty if it is gone
  record Fact(boolean named, String table, String key, String file, String good, String bad) {}

  private static final String SYSCTL = "sos_commands/kernel/sysctl_-a";
  private static final String PACKAGES = "sos_commands/dpkg/dpkg_-l";
  private static final String UNITS = "sos_commands/systemd/systemctl_list-unit-files";
  private static final String SSHD = "etc/pam.d/sshd";
  private static final String MOUNTS = "proc/mounts";
  private static final String MODULES = "proc/modules";
  private static final String CPU = "sys/fs/cgroup/cpuacct/kubepods/pod1/cpuacct.stat";
  private static final String BOOT = "etc/sysctl.d/50-site.conf";

  static final List<Fact> ALL =
      List.of(
          sysctl(true, "kernel.pid_max", "32768", "4194304"),
          sysctl(true, "net.ipv4.ip_forward", "1", "0"),
          sysctl(true, "net.netfilter.nf_conntrack_buckets", "262144", "16384"),
          sysctl(true, "net.netfilter.nf_conntrack_tcp_timeout_established", "86400", "432000"),
          new Fact(true, "cgroup_cpu_times", "sched_delay", CPU, "", "sched_delay 0"),
          new Fact(true, "pam_rules", "sshd", SSHD, "", "auth required pam_tally2.so deny=5"),
          new Fact(true, "pam_rules", "sshd", SSHD, "auth required pam_faillock.so authfail", ""),
          new Fact(
              true,
              "mounts",
              "/data",
              MOUNTS,
              "/dev/sdb1 /data ext4 rw,relatime 0 0",
              "/dev/sdb1 /data ext4 ro,relatime 0 0"),
          dpkg(true, "docker.io", "20.10.24", "20.10.5"),
          dpkg(true, "ppp", "2.4.9-1", "2.4.6-3"),
          sysctl(false, "vm.swappiness", "10", "60"),
          sysctl(false, "net.ipv4.tcp_sack", "1", "0"),
          sysctl(false, "net.core.somaxconn", "4096", "128"),
          dpkg(false, "libcurl4", "7.88.1-10", "7.74.0-1"),
          dpkg(false, "tzdata", "2024a-0", ""),
          new Fact(false, "kernel_modules", "tls", MODULES, "tls 151552 0 - Live 0x0", ""),
          new Fact(
              false,
              "unit_files",
              "irqbalance.service",
              UNITS,
              "irqbalance.service enabled enabled",
              "irqbalance.service disabled enabled"),
          new Fact(
              false,
              "users",
              "backup",
              "etc/passwd",
              "backup:x:34:34:backup:/var/backups:/bin/sh",
              "backup:x:34:34:backup:/var/backups:/usr/sbin/nologin"),
          new Fact(
              false,
              "mounts",
              "/srv",
              MOUNTS,
              "/dev/sdc1 /srv xfs rw,noatime 0 0",
              "/dev/sdc1 /srv xfs rw,noatime,nobarrier 0 0"),
          new Fact(
              false,
              "kernel_parameter_settings",
              "vm.dirty_ratio",
              BOOT,
              "vm.dirty_ratio = 20",
              "vm.dirty_ratio = 80"));

  private static Fact sysctl(boolean named, String name, String good, String bad) {
    return new Fact(
        named, "kernel_parameters", name, SYSCTL, name + " = " + good, name + " = " + bad);
  }

  private static Fact dpkg(boolean named, String name, String good, String bad) {
    return new Fact(named, "packages", name, PACKAGES, listed(name, good), listed(name, bad));
  }

  private static String listed(String name, String version) {
    return version.isEmpty() ? "" : "ii  " + name + "  " + version + "  amd64  " + name;
  }

  /// Writes one side of a pair.
  ///
  /// @param bad whether it is the later one, with the fact changed
  static Path write(Path folder, Fact fact, boolean bad) throws IOException {
    var files =
        new LinkedHashMap<>(
            bad ? base("81234", "2177", "86900.10") : base("95872", "901", "500.25"));
    files.merge(fact.file(), (bad ? fact.bad() : fact.good()) + "\n", String::concat);
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return folder;
  }

  /// What each has, with what changes by itself.
  private static Map<String, String> base(String free, String pid, String uptime) {
    return Map.ofEntries(
        Map.entry("etc/machine-id", "0123456789abcdef0123456789abcdef\n"),
        Map.entry("etc/hostname", "node1\n"),
        Map.entry("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian 12\"\n"),
        Map.entry("proc/uptime", uptime + " 100.00\n"),
        Map.entry("proc/meminfo", "MemTotal: 2048000 kB\nMemFree: " + free + " kB\n"),
        Map.entry(
            "sos_commands/process/ps_auxwww",
            """
            USER  PID %%CPU %%MEM VSZ RSS TTY STAT START TIME COMMAND
            root  %s  0.0  0.1 1000 500 ?   Ss   10:00 0:00 /usr/sbin/cron -f
            """
                .formatted(pid)),
        Map.entry(
            SYSCTL,
            """
            fs.dentry-state = %s 1 45 0 1 0
            kernel.ostype = Linux
            kernel.random.boot_id = %s
            vm.max_map_count = 65530
            """
                .formatted(free, uptime)),
        Map.entry(PACKAGES, listed("bash", "5.2.15-2") + "\n" + listed("cron", "3.0pl1") + "\n"),
        Map.entry(UNITS, "UNIT FILE STATE PRESET\ncron.service enabled enabled\n"),
        Map.entry(SSHD, "auth required pam_unix.so\naccount required pam_unix.so\n"),
        Map.entry(MOUNTS, "/dev/sda1 / ext4 rw,relatime 0 0\n"),
        Map.entry(MODULES, "ext4 1000000 " + pid + " - Live 0x0\n"),
        Map.entry(CPU, "user " + free + "\nsystem " + pid + "\n"),
        Map.entry("etc/passwd", "root:x:0:0:root:/root:/bin/bash\n"),
        Map.entry(BOOT, "fs.file-max = 100000\n"));
  }
}

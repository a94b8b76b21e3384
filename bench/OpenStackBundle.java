import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// The sosreport of an OpenStack host, as a tar on standard output: 78,000 small files under
/// `/sys/fs/cgroup`, some hundred outputs of commands, `/proc` behind links, 40 MB of logs. Names
/// and sizes are as sos leaves them, the contents are made up, and every run writes the same bytes.
///
/// Run as `java OpenStackBundle.java`.
final class OpenStackBundle {

  private static final int BLOCK = 512;
  private static final String TOP = "sosreport-compute1-2026-11-22-benchxy/";

  private static final int CONTAINERS = 100;
  private static final int FILES_OF_A_CONTAINER = 60;

  /// Of cgroup v1, with the files that each adds to those of every group.
  private static final String[][] HIERARCHIES = {
    {"memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "memory.max_usage_in_bytes",
      "memory.failcnt", "memory.stat", "memory.swappiness", "memory.oom_control",
      "memory.kmem.usage_in_bytes", "memory.kmem.limit_in_bytes", "memory.use_hierarchy"},
    {"cpu,cpuacct", "cpuacct.stat", "cpuacct.usage", "cpuacct.usage_percpu", "cpuacct.usage_all",
      "cpu.shares", "cpu.stat", "cpu.cfs_quota_us", "cpu.cfs_period_us", "cpuacct.usage_user",
      "cpuacct.usage_sys"},
    {"blkio", "blkio.reset_stats", "blkio.throttle.io_serviced", "blkio.throttle.io_service_bytes",
      "blkio.throttle.read_bps_device", "blkio.throttle.write_bps_device"},
    {"cpuset", "cpuset.cpus", "cpuset.mems", "cpuset.effective_cpus", "cpuset.memory_pressure"},
    {"devices", "devices.list", "devices.allow", "devices.deny"},
    {"freezer", "freezer.state", "freezer.self_freezing", "freezer.parent_freezing"},
    {"hugetlb", "hugetlb.2MB.usage_in_bytes", "hugetlb.2MB.limit_in_bytes", "hugetlb.2MB.failcnt"},
    {"net_cls,net_prio", "net_cls.classid", "net_prio.prioidx", "net_prio.ifpriomap"},
    {"perf_event"},
    {"pids", "pids.current", "pids.max", "pids.events"},
    {"rdma", "rdma.current", "rdma.max"},
    {"systemd"},
    {"unified", "cgroup.controllers", "cgroup.events", "cgroup.stat", "cpu.pressure", "io.pressure",
      "memory.pressure"},
  };

  private static final String[] OF_EVERY_GROUP = {
    "tasks", "cgroup.procs", "notify_on_release", "cgroup.clone_children"
  };

  private static final String[] SERVICES = {
    "ssh", "cron", "dbus", "rsyslog", "systemd-journald", "systemd-networkd", "systemd-resolved",
    "systemd-logind", "unattended-upgrades", "snapd", "networkd-dispatcher", "polkit", "apache2",
    "memcached", "haproxy", "keepalived", "jujud-machine", "console-getty", "accounts-daemon"
  };

  private static final String[] DEVICE_QUERIES = {"", "-a_", "-c_", "-g_", "-i_", "-k_", "-S_", "-T_"};

  private static final String[] ROUTERS = {"qrouter", "snat", "qdhcp", "fip"};

  private final OutputStream out;
  private final Random random = new Random(1);

  private OpenStackBundle(OutputStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws IOException {
    try (var out = new BufferedOutputStream(System.out, 1 << 20)) {
      new OpenStackBundle(out).write();
      out.write(new byte[2 * BLOCK]);
    }
  }

  private void write() throws IOException {
    host();
    commands();
    proc();
    for (var hierarchy : HIERARCHIES) {
      for (int container = 0; container < CONTAINERS; container++) {
        groups(hierarchy, container);
      }
    }
    logs();
  }

  private void host() throws IOException {
    text("version.txt", "sosreport: 4.4\n");
    text("etc/hostname", "compute1\n");
    text("etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=20.04\nDISTRIB_CODENAME=focal\n");
    text("etc/resolv.conf", "nameserver 127.0.0.53\n");
    text("etc/passwd", "root:x:0:0:root:/root:/bin/bash\nnova:x:64060:64060::/var/lib/nova:/bin/sh\n");
    for (var service : SERVICES) {
      link("etc/systemd/system/multi-user.target.wants/" + service + ".service",
          "/lib/systemd/system/" + service + ".service");
    }
    for (int i = 0; i < 900; i++) {
      text("var/lib/juju/agents/unit-" + i / 30 + "/charm/file" + i, "x: 1\n".repeat(20 + i % 200));
    }
    for (int i = 0; i < 1500; i++) {
      text("sys/devices/virtual/net/tap" + i / 15 + "/statistics/counter" + i % 15, random.nextInt(9999) + "\n");
    }
  }

  private void commands() throws IOException {
    text("sos_commands/date/date", "Sun Nov 22 12:00:00 UTC 2026\n");
    link("date", "sos_commands/date/date");
    text("sos_commands/host/uptime", " 12:00:00 up 10 days,  3:04,  1 user,  load average: 1.02, 0.98, 0.90\n");
    text("sos_commands/kernel/uname_-a",
        "Linux compute1 5.4.0-97-generic #110-Ubuntu SMP Thu Jan 13 18:22:13 UTC 2022 x86_64 GNU/Linux\n");
    text("sos_commands/networking/ip_-o_addr",
        "1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever\n"
            + "2: ens3    inet 192.0.2.10/24 brd 192.0.2.255 scope global ens3\\       valid_lft forever\n");
    text("sos_commands/networking/ip_route_show_table_all",
        "default via 192.0.2.1 dev ens3 proto static \n192.0.2.0/24 dev ens3 proto kernel scope link src 192.0.2.10 \n");
    text("sos_commands/process/ps_auxwww", processes());
    text("sos_commands/dpkg/dpkg_-l", packages());
    text("sos_commands/systemd/systemctl_list-units", units());
    for (int i = 0; i < 40; i++) {
      for (var query : DEVICE_QUERIES) {
        text("sos_commands/networking/ethtool_" + query + "tap" + i, "Settings for tap" + i + ":\n".repeat(20));
      }
      for (var router : ROUTERS) {
        text("sos_commands/networking/ip_netns_exec_" + router + "-" + i + "_ip_-o_addr",
            "1: lo    inet 127.0.0.1/8 scope host lo\n");
      }
    }
  }

  private String processes() {
    var text = new StringBuilder("USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n");
    for (int pid = 1; pid < 3000; pid++) {
      text.append("root  %10d  0.0  0.0 168140 11356 ?        Ss   Nov12   0:09 /usr/sbin/%s -n\n"
          .formatted(pid, SERVICES[pid % SERVICES.length]));
    }
    return text.toString();
  }

  private String packages() {
    var text = new StringBuilder("""
        Desired=Unknown/Install/Remove/Purge/Hold
        | Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
        |/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
        ||/ Name           Version        Architecture Description
        +++-==============-==============-============-=================
        """);
    for (int i = 0; i < 1200; i++) {
      text.append("ii  libexample%-4d 1.2.%-10d amd64        made up for measurements\n".formatted(i, i));
    }
    return text.toString();
  }

  private static String units() {
    var text = new StringBuilder("UNIT LOAD ACTIVE SUB DESCRIPTION\n");
    for (var service : SERVICES) {
      text.append(service).append(".service loaded active running ").append(service).append('\n');
    }
    return text.toString();
  }

  /// As a kernel of today shows it: `/proc/net` and `/proc/mounts` lie behind two links each.
  private void proc() throws IOException {
    link("proc/self", "6507");
    link("proc/net", "self/net");
    link("proc/mounts", "self/mounts");
    text("proc/6507/mounts", "/dev/vda1 / ext4 rw,relatime 0 0\nproc /proc proc rw 0 0\n");
    text("proc/6507/net/dev",
        "Inter-|   Receive                                                |  Transmit\n"
            + " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop"
            + " fifo colls carrier compressed\n"
            + "  ens3: 1000 10 0 0 0 0 0 0 1000 10 0 0 0 0 0 0\n");
    text("proc/6507/net/route",
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
            + "ens3\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");
    text("proc/6507/net/sockstat", "sockets: used 1200\nTCP: inuse 88 orphan 0 tw 14 alloc 99 mem 12\n");
    text("proc/uptime", "875063.41 3400000.00\n");
    text("proc/meminfo", "MemTotal:       32880000 kB\nMemFree:         1200000 kB\nMemAvailable:   20000000 kB\n");
    text("proc/stat", "cpu  100 0 100 1000 0 0 0 0 0 0\nbtime 1794409536\n");
    text("proc/sys/net/netfilter/nf_conntrack_count", "1200\n");
    text("proc/sys/net/netfilter/nf_conntrack_max", "262144\n");
    text("proc/sys/net/ipv4/ip_forward", "1\n");
  }

  private void groups(String[] hierarchy, int container) throws IOException {
    var folder = "sys/fs/cgroup/" + hierarchy[0] + "/lxc.payload.juju-3c5f1e-" + container / 8 + "-lxd-"
        + container % 8 + "/";
    int own = hierarchy.length - 1;
    int files = OF_EVERY_GROUP.length + own;
    for (int i = 0; i < FILES_OF_A_CONTAINER; i++) {
      int group = i / files;
      int kind = i % files;
      var below = group == 0 ? "" : "system.slice/" + SERVICES[group % SERVICES.length] + ".service/";
      var name = kind < own ? hierarchy[kind + 1] : OF_EVERY_GROUP[kind - own];
      text(folder + below + name, value(name));
    }
  }

  private String value(String name) {
    return switch (name) {
      case "tasks", "cgroup.procs" -> pids();
      case "notify_on_release", "cgroup.clone_children", "memory.failcnt" -> "0\n";
      case "cpuacct.stat" -> "user %d\nsystem %d\n".formatted(random.nextInt(99999), random.nextInt(99999));
      case "cpuacct.usage_percpu" -> "812376123 723687123 623412312 523412312 \n";
      case "cpu.stat" -> "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n";
      case "devices.list" -> "c 1:3 rwm\nc 1:5 rwm\nc 1:7 rwm\nc 5:0 rwm\nc 136:* rwm\n";
      case "memory.stat" -> memory();
      case "memory.oom_control" -> "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n";
      case "blkio.throttle.io_serviced", "blkio.throttle.io_service_bytes" ->
          "252:0 Read %d\n252:0 Write 0\n252:0 Sync 0\n252:0 Total 9\nTotal 9\n".formatted(random.nextInt(99));
      default -> random.nextInt(1_000_000) + "\n";
    };
  }

  private String pids() {
    var text = new StringBuilder();
    for (int left = random.nextInt(8); left > 0; left--) {
      text.append(1000 + random.nextInt(60_000)).append('\n');
    }
    return text.toString();
  }

  private String memory() {
    var text = new StringBuilder();
    for (var name : new String[] {"", "total_"}) {
      for (var field : new String[] {"cache", "rss", "rss_huge", "shmem", "mapped_file", "dirty",
        "writeback", "pgpgin", "pgpgout", "pgfault", "pgmajfault", "inactive_anon", "active_anon",
        "inactive_file", "active_file", "unevictable"}) {
        text.append(name).append(field).append(' ').append(4096L * random.nextInt(99_999)).append('\n');
      }
    }
    return text.toString();
  }

  private void logs() throws IOException {
    syslog("var/log/syslog", 12_000_000);
    syslog("var/log/syslog.1", 8_000_000);
    syslog("var/log/kern.log", 2_000_000);
    syslog("var/log/auth.log", 2_000_000);
    syslog("sos_commands/logs/journalctl_--no-pager", 6_000_000);
    openstack("var/log/nova/nova-compute.log", "nova.compute.resource_tracker", 4_000_000);
    openstack("var/log/neutron/neutron-l3-agent.log", "neutron.agent.l3.agent", 3_000_000);
    openstack("var/log/neutron/neutron-openvswitch-agent.log", "neutron.agent.ovs_lib", 2_000_000);
    vswitch("var/log/openvswitch/ovs-vswitchd.log", 1_000_000);
  }

  private void syslog(String path, int bytes) throws IOException {
    log(path, bytes, n -> "Nov %2d %02d:%02d:%02d compute1 %s[%d]: request %d of client 198.51.100.%d took %d ms\n"
        .formatted(20 + n / 86_400 % 2, n / 3600 % 24, n / 60 % 60, n % 60, SERVICES[random.nextInt(19)],
            300 + random.nextInt(9000), random.nextInt(100_000), random.nextInt(255), random.nextInt(900)));
  }

  private void openstack(String path, String module, int bytes) throws IOException {
    log(path, bytes, n -> ("2026-11-21 %02d:%02d:%02d.%03d 4151 INFO %s [req-%08x-2f1d-4a8e-9c4d-%012x - - - - -]"
            + " Final resource view: phys_ram=32110MB used_ram=%dMB phys_disk=77GB\n")
        .formatted(n / 3600 % 24, n / 60 % 60, n % 60, n % 1000, module, random.nextInt(), random.nextInt(),
            random.nextInt(32_000)));
  }

  private void vswitch(String path, int bytes) throws IOException {
    log(path, bytes, n -> "2026-11-21T%02d:%02d:%02d.%03dZ|%05d|connmgr|INFO|br-int<->unix#%d: 1 flow_mods in the last 0 s\n"
        .formatted(n / 3600 % 24, n / 60 % 60, n % 60, n % 1000, n % 100_000, random.nextInt(9000)));
  }

  /// A line of a log by its number, one a second.
  private interface Line {
    String at(int number);
  }

  private void log(String path, int bytes, Line line) throws IOException {
    var text = new StringBuilder(bytes + BLOCK);
    for (int number = 0; text.length() < bytes; number++) {
      text.append(line.at(number));
    }
    text(path, text.toString());
  }

  private void text(String path, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    header(path, "", bytes.length, '0');
    out.write(bytes);
    out.write(new byte[-bytes.length & (BLOCK - 1)]);
  }

  private void link(String path, String target) throws IOException {
    header(path, target, 0, '2');
  }

  private void header(String path, String target, int size, char type) throws IOException {
    var block = new byte[BLOCK];
    var name = TOP + path;
    int cut = name.length() <= 100 ? 0 : name.indexOf('/', name.length() - 101) + 1;
    put(block, 0, name.substring(cut));
    put(block, 100, "0000644");
    put(block, 108, "0000000");
    put(block, 116, "0000000");
    put(block, 124, String.format("%011o", size));
    put(block, 136, "14535430000");
    block[156] = (byte) type;
    put(block, 157, target);
    put(block, 257, "ustar");
    put(block, 263, "00");
    put(block, 345, name.substring(0, Math.max(0, cut - 1)));
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xFF;
    }
    put(block, 148, String.format("%06o\0 ", sum));
    out.write(block);
  }

  private static void put(byte[] block, int at, String text) {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }
}

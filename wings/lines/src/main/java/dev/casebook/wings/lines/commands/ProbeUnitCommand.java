package dev.casebook.wings.lines.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook probe unit`: a service of systemd that probes.
@Command(
    name = "unit",
    description = "Print a unit of systemd that runs casebook probe run for good.",
    footer = {
      "",
      "It runs as a user of its own, with CAP_NET_RAW and nothing else, and writes to",
      "/var/lib/NAME alone.",
      "",
      "Examples:",
      "  casebook probe unit office=icmp:203.0.113.1 > probes.service",
      "  mv probes.service /etc/systemd/system/",
      "  systemctl daemon-reload; systemctl enable --now probes",
      "  casebook probe report /var/lib/probes",
      "",
      "Exit status: 0 printed, 2 something is wrong with the targets."
    })
final class ProbeUnitCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final TargetOptions options = new TargetOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "probes",
      description = "Of the folder in /var/lib; probes if not given.")
  private String name = "probes";

  ProbeUnitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    options.targets();
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
      throw new UserError("--name is a name of a folder in letters, digits, _ . -, not " + name);
    }
    var words = new ArrayList<String>();
    words.add(console.home().toAbsolutePath().normalize().resolve("casebook").toString());
    words.add("probe");
    words.add("run");
    words.add("--to");
    words.add("/var/lib/" + name);
    words.addAll(options.words());
    var line = words.stream().map(ProbeUnitCommand::quoted).collect(Collectors.joining(" "));
    console.out().print(UNIT.replace("@COMMAND@", line).replace("@FOLDER@", name));
    return 0;
  }

  /// Source: systemd.service(5), "Command lines": `%` and `$` are doubled, and a word with other
  /// characters is quoted.
  private static String quoted(String word) {
    var text = word.replace("\\", "\\\\").replace("%", "%%").replace("$", "$$");
    return text.matches("[A-Za-z0-9_./:=@%+-]+") ? text : '"' + text.replace("\"", "\\\"") + '"';
  }

  private static final String UNIT =
      """
      [Unit]
      Description=Probes of lines, kept by casebook
      Wants=network-online.target
      After=network-online.target nss-lookup.target

      [Service]
      ExecStart=@COMMAND@
      Restart=always
      RestartSec=10
      SuccessExitStatus=143
      StateDirectory=@FOLDER@
      DynamicUser=yes
      AmbientCapabilities=CAP_NET_RAW
      CapabilityBoundingSet=CAP_NET_RAW
      NoNewPrivileges=yes
      ProtectSystem=strict
      ProtectHome=read-only
      PrivateTmp=yes
      PrivateDevices=yes
      ProtectKernelTunables=yes
      ProtectKernelModules=yes
      ProtectKernelLogs=yes
      ProtectControlGroups=yes
      ProtectClock=yes
      ProtectHostname=yes
      RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
      RestrictNamespaces=yes
      RestrictRealtime=yes
      RestrictSUIDSGID=yes
      LockPersonality=yes
      SystemCallArchitectures=native
      SystemCallFilter=@system-service
      UMask=0022
      MemoryMax=400M

      [Install]
      WantedBy=multi-user.target
      """;
}

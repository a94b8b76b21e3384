package dev.casebook.wings.captures.extcap;

import java.util.ArrayList;
import java.util.List;

/// What a plugin of Wireshark says of itself, in sentences of its extcap protocol.
///
/// Source: extcap(4) of Wireshark, and what its own sshdump prints.
public final class ExtcapPages {

  /// The one interface that it has.
  public static final String INTERFACE = "casebook";

  /// One that says nothing, as sshdump has it: the capture tells the type of each interface.
  private static final int LINK_TYPE_USER0 = 147;

  private static final String VERSION = "1.0";

  private ExtcapPages() {}

  public static List<String> interfaces() {
    return List.of(
        "extcap {version=%s}{display=Casebook}".formatted(VERSION),
        "interface {value=%s}{display=Casebook: this host and hosts over ssh}"
            .formatted(INTERFACE));
  }

  public static List<String> linkTypes() {
    return List.of(
        "dlt {number=%d}{name=%s}{display=What each interface of the hosts has}"
            .formatted(LINK_TYPE_USER0, INTERFACE));
  }

  /// The arguments that its dialogue asks for, as sshdump's does.
  public static List<String> arguments() {
    var page = new ArrayList<String>();
    add(
        page,
        "--extcap-hosts",
        "Hosts",
        "string",
        "Server",
        "{tooltip=Hosts, with blanks between them: here, ssh://[user@]host[:port][/interface],"
            + " ssh://web[01-04], rpcap://host}{placeholder=ssh://web1 ssh://web2}{required=true}");
    add(
        page,
        "--extcap-port",
        "SSH port",
        "unsigned",
        "Server",
        "{tooltip=Where a host names none; else as ssh_config(5) says}{range=1,65535}");
    add(
        page,
        "--extcap-user",
        "SSH user",
        "string",
        "Authentication",
        "{tooltip=Where a host names none; else as ssh_config(5) says}");
    add(
        page,
        "--extcap-key",
        "Path to SSH private key",
        "fileselect",
        "Authentication",
        "{tooltip=Beside those of ssh_config(5) and of the agent}{mustexist=true}");
    add(
        page,
        "--extcap-ssh-config",
        "SSH configuration",
        "fileselect",
        "Authentication",
        "{tooltip=In place of ~/.ssh/config: jump hosts, names, known keys}{mustexist=true}");
    add(
        page,
        "--extcap-proxycommand",
        "ProxyCommand",
        "string",
        "Authentication",
        "{tooltip=The command that ssh reaches the host by}");
    add(
        page,
        "--extcap-remote-interface",
        "Interfaces",
        "string",
        "Capture",
        "{tooltip=Interfaces with commas between them}{default=any}");
    add(
        page,
        "--extcap-remote-filter",
        "Capture filter",
        "string",
        "Capture",
        "{tooltip=As pcap-filter(7) has it. Our own connections are left out in any case}");
    add(
        page,
        "--sudo",
        "Capture as root, by sudo -n",
        "boolflag",
        "Capture",
        "{tooltip=On hosts over ssh; it never asks for a password}");
    add(
        page,
        "--no-promiscuous",
        "No promiscuous mode",
        "boolflag",
        "Capture",
        "{tooltip=Leave frames for other stations where they are}");
    add(
        page,
        "--packets",
        "Packets to capture",
        "unsigned",
        "Capture",
        "{tooltip=0 for no end}{default=0}");
    add(
        page,
        "--extcap-log-file",
        "Log file",
        "fileselect",
        "Debug",
        "{tooltip=What is said while it captures, and the counts at the end}");
    return List.copyOf(page);
  }

  private static void add(
      List<String> page, String call, String display, String type, String group, String more) {
    page.add(
        "arg {number=%d}{call=%s}{display=%s}{type=%s}%s{group=%s}"
            .formatted(page.size(), call, display, type, more, group));
  }
}

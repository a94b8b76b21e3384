package dev.casebook.wings.conntrack.commands;

import dev.casebook.console.UserError;
import dev.casebook.formats.conntrack.ConntrackState;
import dev.casebook.formats.conntrack.Ctnetlink;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.wings.conntrack.filter.EndCondition;
import dev.casebook.wings.conntrack.filter.EndCondition.End;
import dev.casebook.wings.conntrack.filter.FlowFilter;
import dev.casebook.wings.conntrack.filter.StatusCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which entries are asked for, as options.
final class FilterOptions {

  private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final Pattern MARK =
      Pattern.compile("(\\d{1,10}|0x[0-9a-fA-F]{1,8})(?:/(\\d{1,10}|0x[0-9a-fA-F]{1,8}))?");

  private static final int U16_MAX = 65_535;
  private static final long U32_MAX = 0xFFFF_FFFFL;

  @Option(names = "-4", description = "IPv4 alone.")
  private boolean v4;

  @Option(names = "-6", description = "IPv6 alone.")
  private boolean v6;

  @Option(
      names = {"-p", "--protocol"},
      paramLabel = "NAME",
      description = "tcp, udp, icmp, icmpv6, sctp, dccp, gre, udplite, or a number.")
  private @Nullable String protocol;

  @Option(
      names = {"-s", "--src"},
      paramLabel = "NET",
      description = "Source of the first packet: an address or a network.")
  private @Nullable String src;

  @Option(
      names = {"-d", "--dst"},
      paramLabel = "NET",
      description = "Its destination.")
  private @Nullable String dst;

  @Option(
      names = {"-r", "--reply-src"},
      paramLabel = "NET",
      description = "Source that answers have: another one where the destination is translated.")
  private @Nullable String replySrc;

  @Option(
      names = {"-q", "--reply-dst"},
      paramLabel = "NET",
      description = "Destination that answers have.")
  private @Nullable String replyDst;

  @Option(names = "--address", paramLabel = "NET", description = "Any of these four.")
  private @Nullable String address;

  @Option(
      names = "--sport",
      paramLabel = "PORT",
      description = "Source port of the first packet, or FROM-TO.")
  private @Nullable String sport;

  @Option(names = "--dport", paramLabel = "PORT", description = "Its destination port.")
  private @Nullable String dport;

  @Option(names = "--port", paramLabel = "PORT", description = "Any port of either direction.")
  private @Nullable String port;

  @Option(
      names = "--icmp-id",
      paramLabel = "ID",
      description = "The id of an echo, in either direction.")
  private @Nullable String echoId;

  @Option(names = "--zone", paramLabel = "N", description = "Zone of either direction.")
  private @Nullable String zone;

  @Option(
      names = "--mark",
      paramLabel = "N[/MASK]",
      description = "Connection mark, decimal or 0x….")
  private @Nullable String mark;

  @Option(
      names = "--state",
      paramLabel = "NAME",
      description =
          "A state of TCP, SCTP or DCCP such as established, or assured, unreplied, replied,"
              + " offloaded; several times for all of them.")
  private List<String> states = List.of();

  @Option(
      names = "--nat",
      paramLabel = "WHICH",
      description = "Translated: any, src, dst, or none.")
  private @Nullable String nat;

  @Option(names = "--id", paramLabel = "ID", description = "The entry's own id, as --json has it.")
  private @Nullable String id;

  FlowFilter filter() throws UserError {
    if (v4 && v6) {
      throw new UserError("-4 and -6 exclude each other; without either both are meant");
    }
    long[] marked = mark();
    return new FlowFilter(
        v4 ? Ctnetlink.AF_INET : v6 ? Ctnetlink.AF_INET6 : Ctnetlink.AF_UNSPEC,
        protocol(),
        ends(),
        (int) number("--zone", zone, U16_MAX),
        marked[0],
        marked[1],
        status(),
        number("--id", id, U32_MAX));
  }

  private int protocol() throws UserError {
    if (protocol == null) {
      return -1;
    }
    int number = ConntrackState.protocolNumber(protocol);
    if (number < 0) {
      throw new UserError("--protocol: no protocol is called " + protocol + "; a number will do");
    }
    return number;
  }

  private List<EndCondition> ends() throws UserError {
    var ends = new ArrayList<EndCondition>();
    network("--src", End.SRC, src, ends);
    network("--dst", End.DST, dst, ends);
    network("--reply-src", End.REPLY_SRC, replySrc, ends);
    network("--reply-dst", End.REPLY_DST, replyDst, ends);
    network("--address", End.ANY, address, ends);
    ports("--sport", End.SRC, sport, ends);
    ports("--dport", End.DST, dport, ends);
    ports("--port", End.ANY, port, ends);
    long echo = number("--icmp-id", echoId, U16_MAX);
    if (echo >= 0) {
      ends.add(new EndCondition.EchoId((int) echo));
    }
    return ends;
  }

  private static void network(String option, End end, @Nullable String text, List<EndCondition> to)
      throws UserError {
    if (text != null) {
      var network =
          IpNetwork.of(text)
              .orElseThrow(() ->
                  new UserError(
                      option + ": " + text + " is no address and no network such as 10.0.0.0/8"));
      to.add(EndCondition.Network.of(end, network));
    }
  }

  private static void ports(String option, End end, @Nullable String text, List<EndCondition> to)
      throws UserError {
    if (text == null) {
      return;
    }
    var matcher = PORTS.matcher(text);
    if (matcher.matches()) {
      int from = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? from : Integer.parseInt(matcher.group(2));
      if (from <= last && last <= U16_MAX) {
        to.add(new EndCondition.Ports(end, from, last));
        return;
      }
    }
    throw new UserError(option + ": a port up to 65535, or a range such as 1024-2047, not " + text);
  }

  private List<StatusCondition> status() throws UserError {
    var status = new ArrayList<StatusCondition>();
    for (var state : states) {
      status.add(
          StatusCondition.ofState(state)
              .orElseThrow(() ->
                  new UserError(
                      "--state: no state is called "
                          + state
                          + "; such as established, assured, unreplied")));
    }
    if (nat != null) {
      status.add(
          StatusCondition.ofTranslation(nat)
              .orElseThrow(() -> new UserError("--nat is any, src, dst or none, not " + nat)));
    }
    return status;
  }

  /// The mark and its mask.
  private long[] mark() throws UserError {
    if (mark == null) {
      return new long[] {0, 0};
    }
    var matcher = MARK.matcher(mark);
    if (matcher.matches()) {
      long value = Long.decode(matcher.group(1).replaceFirst("^0+(?=\\d)", ""));
      long mask =
          matcher.group(2) == null
              ? U32_MAX
              : Long.decode(matcher.group(2).replaceFirst("^0+(?=\\d)", ""));
      if (value <= U32_MAX && mask <= U32_MAX) {
        return new long[] {value, mask};
      }
    }
    throw new UserError("--mark: a number of 32 bits, perhaps with /MASK, not " + mark);
  }

  /// -1 where it is not given.
  private static long number(String option, @Nullable String text, long max) throws UserError {
    if (text == null) {
      return -1;
    }
    if (text.matches("\\d{1,10}") && Long.parseLong(text) <= max) {
      return Long.parseLong(text);
    }
    throw new UserError(option + ": a number up to " + max + ", not " + text);
  }
}

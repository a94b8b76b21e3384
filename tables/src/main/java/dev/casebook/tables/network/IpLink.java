package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what `ip link` and `ip addr` print, with or without `-s` and `-d`, as interfaces.
final class IpLink {

  /// `2: veth1@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP …`
  private static final Pattern HEADER =
      Pattern.compile("\\d{1,10}: ([^ ]{1,100}): <([^>]{0,400})> (.*)");

  /// The kinds that begin a line of details (ip-link(8), "TYPE"); the lines that begin with other
  /// words tell of addresses, bridge ports and the like.
  private static final Set<String> KINDS =
      Set.of(
          ("amt bareudp batadv bond bridge can dsa dummy erspan geneve gre gretap"
                  + " gtp hsr ifb ip6erspan ip6gre ip6gretap ip6tnl ipip ipoib ipvlan ipvtap"
                  + " macsec macvlan macvtap netdevsim netkit nlmon openvswitch ovpn ovpn-dco"
                  + " rmnet sit team tun vcan veth vlan vrf vti vti6 vxcan vxlan wireguard"
                  + " wwan xfrm")
              .split(" "));

  private final Rows<Interface> rows;
  private @Nullable InterfaceDraft draft;
  private String direction = "";
  private String[] heads = new String[0];

  private IpLink(Rows<Interface> rows) {
    this.rows = rows;
  }

  /// Whether a text begins as these outputs do.
  static boolean isHeader(String text) {
    return HEADER.matcher(text.lines().findFirst().orElse("")).matches();
  }

  static void parse(Text text, Rows<Interface> rows) {
    var reader = new IpLink(rows);
    for (var line : text.lines()) {
      if (!line.isNoise()) {
        reader.take(line);
      }
    }
    reader.end();
  }

  private void take(Line line) {
    var header = HEADER.matcher(line.text());
    if (header.matches()) {
      end();
      draft = begin(line, header);
    } else if (draft == null || !line.text().startsWith(" ")) {
      rows.reject(line, "not a line of ip link");
    } else if (heads.length > 0) {
      if (!draft.count(direction, heads, line.words())) {
        rows.reject(line, "not the counters that its head names");
      }
      heads = new String[0];
    } else {
      detail(draft, line);
    }
  }

  private void end() {
    if (draft != null) {
      rows.add(draft.offset(), draft.done());
    }
    draft = null;
    heads = new String[0];
  }

  private static InterfaceDraft begin(Line line, Matcher header) {
    var name = header.group(1);
    int at = name.lastIndexOf('@');
    var begun = new InterfaceDraft(line.offset(), at < 0 ? name : name.substring(0, at));
    begun.parent = at < 0 || name.endsWith("@NONE") ? null : name.substring(at + 1);
    begun.flags(List.of(header.group(2).split(",")));
    var words = Line.words(header.group(3));
    for (int i = 0; i + 1 < words.length; i++) {
      switch (words[i]) {
        case "mtu" -> begun.mtu = Digits.small(words[i + 1]);
        case "master" -> begun.master = words[i + 1];
        case "state" -> begun.state = words[i + 1];
        default -> {
          // A queueing discipline, a group, a mode.
        }
      }
    }
    return begun;
  }

  private void detail(InterfaceDraft of, Line line) {
    var words = line.words();
    if (words[0].startsWith("link/")) {
      of.mac = words.length > 1 && words[1].indexOf(':') > 0 ? words[1] : null;
    } else if (words[0].equals("RX:") || words[0].equals("TX:")) {
      heads(words, 1);
    } else if (words.length > 1
        && words[1].equals("errors:")
        && (words[0].equals("RX") || words[0].equals("TX"))) {
      heads(words, 2);
    } else if (KINDS.contains(words[0])) {
      of.kind = words[0];
    }
  }

  private void heads(String[] words, int first) {
    direction = words[0].substring(0, 2).toLowerCase(Locale.ROOT);
    heads = Arrays.copyOfRange(words, first, words.length);
  }
}

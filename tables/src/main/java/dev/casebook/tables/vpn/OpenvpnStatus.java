package dev.casebook.tables.vpn;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What OpenVPN says of its clients and routes: a status file of any of the three versions, or the
/// answers to `status` in a session with its management interface.
///
/// ```
/// OpenVPN CLIENT LIST                                                 (status-version 1)
/// Updated,2026-11-22 10:55:19
/// Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since
/// btc,203.0.113.2:39291,7523984,185137,2026-11-22 10:51:49
/// ROUTING TABLE
/// Virtual Address,Common Name,Real Address,Last Ref
/// 172.20.0.0/24,btc,203.0.113.2:39291,2026-11-22 10:51:49
/// GLOBAL STATS
///
/// TIME,2026-11-22 10:49:40,1795344580                                 (2; 3 has tabs)
/// HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,…
/// CLIENT_LIST,btc,203.0.113.2:40177,10.8.0.2,,3538,3742,2026-11-22 10:49:29,1795344569,…
/// HEADER,ROUTING_TABLE,Virtual Address,Common Name,Real Address,Last Ref,Last Ref (time_t)
/// ROUTING_TABLE,172.20.0.0/24,btc,203.0.113.2:40177,2026-11-22 10:49:29,1795344569
/// ```
///
/// Of several in one text the last counts: each shows everything. Heads name the cells, because
/// versions of OpenVPN differ in them.
final class OpenvpnStatus {

  /// Where distributions' units and people let OpenVPN write it.
  static final List<ArtifactName> PLACES =
      List.of(
          ArtifactName.file("/var/log/openvpn/*status*"),
          ArtifactName.file("/run/openvpn/**/*status*"),
          ArtifactName.file("/run/openvpn-server/*status*"),
          ArtifactName.file("/etc/openvpn/**/*status*.log"),
          ArtifactName.file("/var/log/openvpn-status*.log"));

  /// A client or a route, its cells by their heads.
  record Entry(Line line, Map<String, String> cells) {

    String cell(String head) {
      return cells.getOrDefault(head, "");
    }

    @Nullable String told(String head) {
      var cell = cell(head);
      return cell.isEmpty() || cell.equals("UNDEF") ? null : cell;
    }
  }

  private @Nullable String updated;
  private List<Entry> clients = new ArrayList<>();
  private List<Entry> routes = new ArrayList<>();
  private Map<String, List<String>> heads = new HashMap<>();

  /// The list that lines without a keyword belong to: CLIENT_LIST, ROUTING_TABLE, or none.
  private String section = "";

  private OpenvpnStatus() {}

  /// Lines of a list that do not have its cells are rejected.
  static OpenvpnStatus of(Text text, Rows<?> rows) {
    var status = new OpenvpnStatus();
    for (var line : text.lines()) {
      status.take(line, rows);
    }
    return status;
  }

  /// Whether a text begins as a status, or as a session that holds one.
  static boolean isHead(String head) {
    if (head.startsWith(">INFO:OpenVPN Management Interface")) {
      return head.contains("\nTITLE") || head.contains("\nOpenVPN CLIENT LIST");
    }
    return head.startsWith("OpenVPN CLIENT LIST")
        || head.startsWith("TITLE,OpenVPN")
        || head.startsWith("TITLE\tOpenVPN");
  }

  private void take(Line line, Rows<?> rows) {
    var cells = line.text().split("[,\t]", -1);
    switch (cells[0]) {
      case "OpenVPN CLIENT LIST", "TITLE" -> begin(cells[0]);
      case "Updated", "TIME" -> updated = cells.length > 1 ? cells[1] : null;
      case "HEADER" -> {
        if (cells.length > 2) {
          heads.put(cells[1], List.of(cells).subList(2, cells.length));
        }
      }
      case "ROUTING TABLE" -> section = "ROUTING_TABLE";
      case "GLOBAL STATS", "END" -> section = "";
      case "CLIENT_LIST", "ROUTING_TABLE" ->
          entry(cells[0], List.of(cells).subList(1, cells.length), line, rows);
      default -> {
        if (!section.isEmpty() && !line.isBlank()) {
          unnamed(List.of(cells), line, rows);
        }
      }
    }
  }

  private void begin(String title) {
    updated = null;
    clients = new ArrayList<>();
    routes = new ArrayList<>();
    heads = new HashMap<>();
    section = title.equals("TITLE") ? "" : "CLIENT_LIST";
  }

  /// A line of version 1: the first of a section is its head.
  private void unnamed(List<String> cells, Line line, Rows<?> rows) {
    if (heads.putIfAbsent(section, cells) != null) {
      entry(section, cells, line, rows);
    }
  }

  private static final Map<String, List<String>> DEFAULT_HEADS =
      Map.of(
          "CLIENT_LIST", List.of("Common Name", "Real Address", "Bytes Received", "Bytes Sent"),
          "ROUTING_TABLE", List.of("Virtual Address", "Common Name", "Real Address", "Last Ref"));

  private void entry(String list, List<String> cells, Line line, Rows<?> rows) {
    var names = heads.getOrDefault(list, DEFAULT_HEADS.getOrDefault(list, List.of()));
    if (cells.size() < 4 || cells.size() < names.size()) {
      rows.reject(line, "fewer cells than its head has");
      return;
    }
    var named = new HashMap<String, String>();
    for (int i = 0; i < names.size(); i++) {
      named.put(names.get(i), cells.get(i));
    }
    (list.equals("CLIENT_LIST") ? clients : routes).add(new Entry(line, named));
  }

  /// The status's own time, as it has it; null if it does not tell.
  @Nullable String updated() {
    return updated;
  }

  List<Entry> clients() {
    return List.copyOf(clients);
  }

  List<Entry> routes() {
    return List.copyOf(routes);
  }
}

package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Line;
import dev.casebook.tables.Text;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What all outputs of iptables and ip6tables have in common.
///
/// @param family ipv4 or ipv6
/// @param table that is shown where no line names one
record IptablesText(String family, String table, @Nullable String namespace) {

  private static final Pattern TABLE = Pattern.compile("_-t_([a-z]{1,16})(?:_|$)");

  private static final Pattern CHAIN = Pattern.compile("(?:Chain|-P) ([A-Z]{1,16}) .*");

  private static final Set<String> HOOKS =
      Set.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

  static IptablesText of(Text text, @Nullable String namespace) {
    var name = new ArtifactName.Command(text.name()).mangled();
    boolean isV6 = name.contains("ip6tables") || text.string().contains(" ::/0 ");
    var told = TABLE.matcher(name);
    return new IptablesText(
        isV6 ? "ipv6" : "ipv4", told.find() ? told.group(1) : byChains(text), namespace);
  }

  /// Each table has its own built-in chains.
  private static String byChains(Text text) {
    boolean forwards = false;
    boolean before = false;
    boolean after = false;
    for (var line : text.lines()) {
      var chain = CHAIN.matcher(line.text());
      if (chain.matches()) {
        forwards |= chain.group(1).equals("FORWARD");
        before |= chain.group(1).equals("PREROUTING");
        after |= chain.group(1).equals("POSTROUTING");
      }
    }
    if (!before) {
      return "filter";
    }
    return forwards ? "mangle" : after ? "nat" : "raw";
  }

  /// @param policy as it is printed: ACCEPT, DROP, or `-` of a chain that is only jumped to
  FirewallDraft.Chain chain(String inTable, String name, String policy) {
    boolean known = policy.equals("ACCEPT") || policy.equals("DROP");
    return new FirewallDraft.Chain(
        family,
        inTable,
        name,
        HOOKS.contains(name) ? name.toLowerCase(Locale.ROOT) : null,
        known ? policy.toLowerCase(Locale.ROOT) : null,
        namespace);
  }

  /// `# Warning: iptables-legacy tables present, use iptables-legacy to see them`
  static boolean isWarning(Line line) {
    return line.text().startsWith("#");
  }
}

package dev.casebook.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Learns what a text tells of the whole source: addresses and networks, names by what stands
/// around them, and words that match a user's patterns.
final class LearningPass extends TextPass {

  private static final Pattern HOSTS = Pattern.compile("(^|.*/)etc/hosts(\\.[\\w.-]+)?");
  private static final Pattern RESOLVER = Pattern.compile("(^|.*/)resolv\\.conf");
  private static final Pattern HOST_NAME = Pattern.compile("(^|.*/)(etc/hostname|hostname(_-f)?)");

  private static final Pattern MACHINE_ID = Pattern.compile("(^|.*/)machine-id");

  private final Knowledge knowledge;
  private final SecretObjects secrets;
  private final LineScanner scanner;
  private final HexAddresses hex;
  private final List<Pattern> patterns;
  private final String file;
  private final boolean isHosts;
  private final boolean isResolver;
  private final boolean isHostName;
  private final boolean isMachineId;
  private final List<Point> addresses = new ArrayList<>();

  /// @param file its path in the source
  LearningPass(Knowledge knowledge, LineScanner scanner, List<Pattern> patterns, String file) {
    this.knowledge = knowledge;
    this.scanner = scanner;
    this.patterns = patterns;
    this.file = file;
    hex = HexAddresses.of(file);
    isHosts = HOSTS.matcher(file).matches();
    isResolver = RESOLVER.matcher(file).matches();
    isMachineId = MACHINE_ID.matcher(file).matches();
    secrets = new SecretObjects(knowledge);
    isHostName = HOST_NAME.matcher(file).matches();
  }

  @Override
  void line(byte[] line, int from, int to) {
    secrets.line(line, from, to);
    if (isHosts || isResolver || isHostName || isMachineId || !patterns.isEmpty()) {
      words(Bytes.text(line, from, to).strip());
    }
    if (hex.isIn(line, from, to)) {
      hex.in(line, from, to).forEach(hit -> knowledge.learn(hit, file));
    }
    addresses.clear();
    scanner.scan(
        line,
        from,
        to,
        null,
        hit -> {
          if (hit instanceof Hit.Address address) {
            addresses.add(address.point());
          }
          knowledge.learn(hit, file);
        });
    if (addresses.size() > 1) {
      knowledge.masks(addresses);
    }
  }

  private void words(String line) {
    for (var pattern : patterns) {
      var matcher = pattern.matcher(line);
      while (matcher.find()) {
        if (matcher.end() > matcher.start()) {
          knowledge.words.add(Kind.WORD, matcher.group());
        }
      }
    }
    var words = line.replaceFirst("#.*", "").strip().split("\\s+");
    if (isMachineId && words[0].matches("[0-9a-f]{32}")) {
      knowledge.words.add(Kind.ID, words[0]);
    }
    if (isHostName && words.length == 1) {
      knowledge.host(words[0], file, false);
    }
    boolean isSearch = isResolver && (words[0].equals("search") || words[0].equals("domain"));
    if (isHosts || isSearch) {
      for (int i = 1; i < words.length; i++) {
        if (isSearch) {
          knowledge.domain(words[i]);
        } else if (!words[i].startsWith("ip6-")) {
          knowledge.host(words[i], file, false);
        }
      }
    }
  }

  @Override
  void certificate(String body, byte[] der) {
    Der.renamed(der, new CertificateNames(knowledge, true));
  }

  @Override
  void key(String body) {
    // It goes as a whole, wherever it stands.
  }
}

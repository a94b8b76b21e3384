package dev.casebook.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words that their surroundings make names or secrets: `password = …`, `Accepted publickey for …`,
/// `CN=…`. Each pattern is asked only of lines that hold what it begins with.
final class TextForms {

  /// Longer ones are files of one line; what comes later is looked at in pieces of this size.
  static final int CHARS_MAX = 1 << 16;

  /// @param hint one of these texts, in lower case, stands in every line that it matches
  /// @param strong whether what it finds is that wherever else it stands
  private record Form(Kind kind, boolean strong, List<HintScan.Hint> hint, Pattern pattern) {}

  private static final String WORD = "([^\\s\"'`,;&<>(){}\\[\\]|\\\\\\x00]{1,4096})";

  /// A word, or what stands between quotes, of which each is a group of its own.
  private static final String VALUE =
      "(?:\\\\*\"([^\"\\x00\\\\]{1,4096})\\\\*\"|'([^'\\x00]{1,4096})'|" + WORD + ")";

  private static final String KEY =
      "(?:[\\w.-]{0,200}?(?:pass(?:word|wd|phrase)?|pwd|secret|token|psk|api[_-]?key|access[_-]?key(?:[_-]?id)?"
          + "|private[_-]?key|preshared[_-]?key|credentials?|bindpw|community|auth[_-]?key"
          + "|encryption[_-]?key|(?:client-key|certificate-authority|client-certificate)-data)(?:[_-]?(?:\\d+|hash|value|key|id|data|base64|b64|plain|text|string))?)(?![\\w-])";

  private static final List<HintScan.Hint> KEY_HINTS =
      hints(
          Guard.KEY,
          "pass",
          "pwd",
          "secret",
          "token",
          "psk",
          "key",
          "credential",
          "bindpw",
          "community",
          "-data");

  private static final List<Form> FORMS =
      List.of(
          secret(KEY_HINTS, "(?i)(?<![\\w.-])" + KEY + "\\\\*[\"']?\\s?[=]\\s?" + VALUE),
          secret(KEY_HINTS, "(?i)^\\s*" + KEY + "\\s*[=:]\\s*(\\S+)\\s*$"),
          secret(
              KEY_HINTS,
              "(?i)(?:^\\s*(?:- )?|[{,]\\s*)\\\\*[\"']?" + KEY + "\\\\*[\"']?\\s*:\\s*" + VALUE),
          secret(KEY_HINTS, "(?i)(?<![\\w-])--?" + KEY + "[ \\x00]" + VALUE),
          secret(
              KEY_HINTS,
              "(?i)^\\s*(?:requirepass|masterauth|bindpw|rootpw|secret|psk|passphrase|password|snmp-server community|rocommunity6?|rwcommunity6?|tls-psk)\\s+"
                  + VALUE
                  + "\\s*$"),
          secret(
              hints(Guard.NONE, "sshpass", "mysql"),
              "\\b(?:sshpass -p ?|mysql\\w{0,20} (?:[^|;]{0,128} )?-p)" + VALUE),
          secret(
              hints(Guard.NONE, "curl"),
              "\\bcurl (?:[^|;]{0,128} )?(?:-u|--user) [^\\s:]+:" + VALUE),
          secret(
              hints(Guard.NONE, "authorization", "bearer"),
              "(?i)\\b(?:basic|bearer|digest) ([A-Za-z0-9+/=._~-]{8,})"),
          secret(
              hints(Guard.USER_INFO, "://"),
              "[a-z][a-z0-9+.-]{0,20}://[^\\s/@:\"']{0,256}:([^\\s/@\"']{1,256})@"),
          form(
              Kind.USER,
              false,
              hints(Guard.USER_INFO, "://"),
              "[a-z][a-z0-9+.-]{0,20}://([^\\s/@:\"']{1,256})(?::[^\\s/@\"']{1,256})?@"),
          secret(hints(Guard.NONE, "grub.pbkdf2"), "(grub\\.pbkdf2\\.\\S+)"),
          secret(
              hints(Guard.HASH, "$"),
              "(\\$(?:1|5|6|7|y|gy|2[abxy]?|apr1|argon2id?|sha1)\\$[./A-Za-z0-9$,=+-]{8,})"),
          secret(
              hints(Guard.NONE, "eyj"),
              "(?<![\\w-])(eyJ[A-Za-z0-9_-]{8,4096}\\.[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)?)"),
          secret(hints(Guard.NONE, "akia", "asia"), "\\b((?:AKIA|ASIA)[0-9A-Z]{16})\\b"),
          secret(
              hints(
                  Guard.NONE,
                  "ghp_",
                  "gho_",
                  "ghs_",
                  "github_pat_",
                  "glpat-",
                  "xox",
                  "sk-",
                  "hvs."),
              "\\b((?:gh[pousr]_|github_pat_|glpat-|xox[abprs]-|sk-|hvs\\.)[A-Za-z0-9_-]{16,})"),
          secret(hints(Guard.NONE, "ls0tls1"), "(LS0tLS1CRUdJTi[A-Za-z0-9+/=]*)"),
          secret(
              hints(Guard.NONE, "-----begin "),
              "-----BEGIN [A-Z0-9 ]+-----\\s*([^\\s-][^-]{0,20000})-----END [A-Z0-9 ]+-----"),
          secret(
              hints(Guard.NONE, "aaaa"),
              "\\b(?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\\d+|sk-\\S+@openssh\\.com) (AAAA[A-Za-z0-9+/=]{16,})"),
          form(
              Kind.USER,
              true,
              hints(Guard.NONE, "aaaa"),
              "(?<![\\w+/=])AAAA[A-Za-z0-9+/=]{16,2048} ([\\w.-]+)@[\\w.-]+"),
          form(
              Kind.HOST,
              true,
              hints(Guard.NONE, "aaaa"),
              "(?<![\\w+/=])AAAA[A-Za-z0-9+/=]{16,2048} [\\w.-]+@([\\w.-]+)"),
          form(
              Kind.NAME,
              true,
              hints(Guard.NAME_EQUALS, "cn"),
              "(?<![A-Za-z0-9])CN ?= ?\"?([^,/+\"\\x00\\\\<>=\\[\\]()]{1,128}?)(?=\\s*(?:[,/+\"\\\\<>\\x00\\[\\]()]|$))"),
          form(
              Kind.NAME,
              false,
              hints(Guard.NONE, "cn=", "cn ="),
              "(?<![A-Za-z0-9])(?:O|OU|L|ST|GN|SN|UID|emailAddress|name) ?= ?([^,/+\"\\x00\\\\<>=\\[\\]()]{2,128}?)(?=\\s*(?:[,/+\"\\\\<>\\x00\\[\\]()]|$))"),
          form(
              Kind.NAME,
              true,
              hints(Guard.PEER, "/"),
              "(?:^|us=\\d+ |\\d\\d:\\d\\d:\\d\\d |\\]: |-> |20\\d\\d )([^\\s/,\"'\\[\\]<>=]{1,64})/(?:\\[?[0-9a-fA-F:]*:[0-9a-fA-F:]*\\]?|(?:tcp[46]?-server:|udp[46]?:)?\\d{1,3}(?:\\.\\d{1,3}){3}):\\d+ "),
          form(
              Kind.NAME,
              true,
              hints(Guard.NONE, "peer connection"),
              "\\[([^\\]\\[]{1,64})\\] Peer Connection Initiated"),
          user(
              hints(Guard.CAPITAL, "accepted ", "failed ", "postponed "),
              "\\b(?:Accepted|Failed|Postponed) \\S+ for (?!invalid user|illegal user)(\\S+) from "),
          form(
              Kind.ID,
              true,
              hints(Guard.NONE, "machine id", "machine-id", "machine_id"),
              "(?i)\\bmachine[ _-]id[\"' ]{0,2}[:=] ?\"?([0-9a-f]{32})\\b"),
          form(
              Kind.ID,
              true,
              hints(Guard.NONE, "serial number:", "uuid:", "asset tag:"),
              "^\\s*(?:(?:Serial|SERIAL) (?:Number|NUMBER)|(?:System )?UUID|Asset Tag): (\\S{4,64})\\s*$"),
          form(
              Kind.HOST,
              true,
              hints(Guard.NONE, "nodename", "kubernetes.io/hostname"),
              "\\b(?:nodeName|kubernetes\\.io/hostname)\\\\*\"?\\s{0,4}[:=]\\s{0,4}\\\\*\"?([A-Za-z0-9][\\w.-]{1,252})"),
          // Whoever guesses names decides what stands there, so it is one only there.
          form(
              Kind.USER,
              false,
              hints(Guard.NONE, "valid user", "legal user", "ting user"),
              "\\b(?:[Ii]nvalid|[Ii]llegal|authenticating) user (\\S+)"),
          user(hints(Guard.NONE, "for user"), "\\bsession (?:opened|closed) for user ([^\\s(]+)"),
          form(
              Kind.USER,
              false,
              hints(Guard.EQUALS, "user", "logname", "acct"),
              "\\b(?:r?user|logname|acct|USER|LOGNAME|SUDO_USER|username|userid)=[\"']?([A-Za-z_][\\w.-]*)"),
          user(hints(Guard.NONE, "of user"), "\\bsession \\S+ of user ([^\\s.]+)"),
          user(hints(Guard.NUMBER, "id="), "\\b[ug]id=\\d{4,}\\(([^)\\s]+)\\)"),
          user(hints(Guard.NONE, "sudo"), "\\bsudo(?:\\[\\d+\\])?:\\s+([\\w.-]+) : "),
          user(hints(Guard.NONE, "/home/"), "/home/([A-Za-z_][\\w.-]*)"),
          form(
              Kind.MAIL,
              true,
              hints(Guard.INSIDE, "@"),
              "(?<![\\w.+-])([A-Za-z0-9][\\w.+-]{0,63}@[A-Za-z0-9](?:[A-Za-z0-9-]*\\.)+[A-Za-z]{2,24})(?![\\w-])"));

  /// What comes where an address of mail or a domain would end, and is none.
  private static final Set<String> UNITS =
      Set.of(
          "service",
          "socket",
          "timer",
          "target",
          "mount",
          "slice",
          "scope",
          "device",
          "path",
          "swap",
          "automount",
          "conf",
          "log",
          "pid",
          "sock",
          "so");

  /// Values of keys that are named like a secret and hold none.
  private static final Pattern NO_SECRET =
      Pattern.compile(
          "(?i)true|false|yes|no|none|null|nil|on|off|enabled?|disabled?|required|requisite|sufficient|optional"
              + "|include|substack|prompt|ask|file|files|\\*+|x|!+\\*?|\\$\\{.*|\\$[A-Za-z_]\\w*|%.*|/.*|\\d{1,3}|unix|sha512|md5|crypt"
              + "|compat|sss|systemd|ldap|never|always|default|unset|hidden|redacted|secret-[a-z2-7]{8}|\\.\\.\\..*|-.*");

  private static final Pattern HOST_NAME = Pattern.compile("(?:[A-Za-z0-9_-]+\\.)+[A-Za-z]{2,24}");

  private TextForms() {}

  private static List<HintScan.Hint> hints(Guard guard, String... texts) {
    return Arrays.stream(texts).map(text -> new HintScan.Hint(text, guard)).toList();
  }

  private static Form form(Kind kind, boolean strong, List<HintScan.Hint> hints, String pattern) {
    return new Form(kind, strong, hints, Pattern.compile(pattern));
  }

  private static Form secret(List<HintScan.Hint> hints, String pattern) {
    return form(Kind.SECRET, true, hints, pattern);
  }

  private static Form user(List<HintScan.Hint> hints, String pattern) {
    return form(Kind.USER, true, hints, pattern);
  }

  /// Every hint at once: most lines hold none.
  private static final HintScan HINTS =
      new HintScan(FORMS.stream().flatMap(form -> form.hint.stream()).distinct().toList());

  private static final long[] BITS = FORMS.stream().mapToLong(f -> HINTS.of(f.hint)).toArray();

  /// What stands in a part of a line, in its order; none overlap.
  static List<Hit.Word> in(byte[] line, int from, int to) {
    long hints = HINTS.in(line, from, to);
    if (hints == 0) {
      return List.of();
    }
    var found = new ArrayList<Hit.Word>();
    var text = new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < FORMS.size(); i++) {
      if ((BITS[i] & hints) != 0) {
        var form = FORMS.get(i);
        var matcher = form.pattern.matcher(text);
        while (matcher.find()) {
          add(form, matcher, line, from, found);
        }
      }
    }
    return inOrder(found);
  }

  private static void add(Form form, Matcher matcher, byte[] line, int from, List<Hit.Word> found) {
    int group = 1;
    while (group < matcher.groupCount() && matcher.start(group) < 0) {
      group++;
    }
    int start = matcher.start(group);
    int end = matcher.end(group);
    while (end > start && ".,;:".indexOf(line[from + end - 1]) >= 0 && form.kind != Kind.SECRET) {
      end--;
    }
    var word = Bytes.text(line, from + start, from + end);
    // A certificate may be called by its host.
    var kind = form.kind == Kind.NAME && HOST_NAME.matcher(word).matches() ? Kind.HOST : form.kind;
    if (end > start && isOne(kind, word)) {
      boolean strong = form.strong && isTelling(kind, word);
      found.add(new Hit.Word(from + start, from + end, kind, word, strong));
    }
  }

  private static boolean isOne(Kind kind, String word) {
    return switch (kind) {
      case SECRET -> !NO_SECRET.matcher(word).matches();
      case USER -> !WordList.isCommon(word);
      case MAIL ->
          !UNITS.contains(word.substring(word.lastIndexOf('.') + 1))
              && !WordList.isPublic(word.substring(word.indexOf('@') + 1));
      case HOST, DOMAIN -> !WordList.isCommon(word) && !WordList.isPublic(word);
      case ID -> word.chars().filter(Character::isDigit).count() > 1;
      case NAME, WORD -> !WordList.isCommon(word) && !word.startsWith("$") && !word.isBlank();
    };
  }

  /// A word of letters alone may be any word of the language: it is a secret only where it stands.
  private static boolean isTelling(Kind kind, String word) {
    return kind != Kind.SECRET
        || (word.length() >= 6
            && word.chars().anyMatch(c -> !Character.isLetter(c))
            && word.chars().anyMatch(Character::isLetter));
  }

  private static List<Hit.Word> inOrder(List<Hit.Word> found) {
    found.sort(
        Comparator.comparingInt(Hit.Word::start)
            .thenComparing(Comparator.comparingInt(Hit.Word::end).reversed()));
    var kept = new ArrayList<Hit.Word>();
    int free = 0;
    for (var word : found) {
      if (word.start() >= free) {
        kept.add(word);
        free = word.end();
      }
    }
    return kept;
  }
}

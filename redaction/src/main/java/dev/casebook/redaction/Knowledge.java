package dev.casebook.redaction;

import dev.casebook.formats.network.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All that is known of a source before it is written again.
final class Knowledge {

  /// A domain's labels from the end that are looked at.
  private static final int LABELS_MAX = 8;

  /// Files that have words of their own.
  private static final int FILES_MAX = 100_000;

  final Key key;
  final MacPlan macs;
  final AddressPlan addresses;
  final Tokens tokens;
  final Vocabulary words = new Vocabulary();
  final Set<String> versions = new HashSet<>();
  private final Set<String> systemUsers = new HashSet<>();
  private final Map<String, Local> locals = new HashMap<>();

  Knowledge(Key key) {
    this.key = key;
    macs = new MacPlan(key);
    addresses = new AddressPlan(key, macs);
    tokens = new Tokens(key);
  }

  LineScanner scanner() {
    return new LineScanner(words, new AddressScan(addresses, versions::contains));
  }

  Replacement replacement() {
    return new Replacement(addresses, macs, tokens);
  }

  @Nullable Local local(String file) {
    return locals.get(file);
  }

  void systemUser(String name) {
    systemUsers.add(name);
  }

  void user(String name, String file) {
    if (!isSystem(name) && !name.matches("[0-9#?*-].*|.*[\\s:/].*")) {
      word(Kind.USER, name, file);
      if (name.length() > PS_COLUMN) {
        // ps(1): a name wider than its column is cut and a plus put behind it.
        words.add(Kind.USER, name.substring(0, PS_COLUMN - 1) + "+");
      }
    }
  }

  private static final int PS_COLUMN = 8;

  /// Also one of which ps shows only the beginning.
  private boolean isSystem(String name) {
    if (!name.endsWith("+")) {
      return systemUsers.contains(name) || WordList.isCommon(name);
    }
    var begin = name.substring(0, name.length() - 1);
    return WordList.isCommonBegin(begin) || systemUsers.stream().anyMatch(u -> u.startsWith(begin));
  }

  /// @param file where it is that, whatever else the word means
  void word(Kind kind, String word, String file) {
    if (isEverywhere(word)) {
      words.add(kind, word);
    } else if (kind != Kind.SECRET && !file.isEmpty() && !word.isBlank()) {
      local(file, false).words().add(kind, word);
    }
  }

  private Local local(String file, boolean isHead) {
    if (locals.size() >= FILES_MAX) {
      throw new AddressPlan.Full("more than " + FILES_MAX + " files with names of their own");
    }
    return locals.computeIfAbsent(file, _ -> new Local(new Vocabulary(), isHead));
  }

  /// A host's name, with its domain or without, or an address.
  ///
  /// @param isHead whether the file is a log, in which it stands before the message
  void host(String name, String file, boolean isHead) {
    var host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    var address = IpAddress.of(host);
    if (address.isPresent()) {
      addresses.see(Point.of(address.get()));
      return;
    }
    if (!host.matches("[\\w.-]*[A-Za-z][\\w.-]*")
        || host.contains("..")
        || WordList.isPublic(host)) {
      return;
    }
    int dot = host.indexOf('.');
    var label = dot < 0 ? host : host.substring(0, dot);
    if (isEverywhere(label)) {
      words.add(Kind.HOST, label);
    } else if (!label.equals("localhost") && !file.isEmpty()) {
      local(file, isHead).words().add(Kind.HOST, label);
    }
    if (dot > 0) {
      domain(host.substring(dot + 1));
      if (!host.startsWith("localhost.")) {
        words.add(Kind.HOST, host);
      }
    }
  }

  /// A name has a letter and is no word of the language.
  private static boolean isEverywhere(String label) {
    return label.length() >= Vocabulary.CHARS_MIN
        && !WordList.isCommon(label)
        && label.chars().anyMatch(Character::isLetter);
  }

  /// A domain and those around it that are not everybody's.
  void domain(String name) {
    var labels = List.of(name.toLowerCase(Locale.ROOT).split("\\."));
    for (int i = Math.max(0, labels.size() - LABELS_MAX); i < labels.size(); i++) {
      var rest = labels.subList(i, labels.size());
      if (rest.stream().allMatch(WordList::isTop) || WordList.isPublic(String.join(".", rest))) {
        return;
      }
      words.addDomain(String.join(".", rest));
      if (isEverywhere(rest.getFirst())) {
        words.add(Kind.DOMAIN, rest.getFirst());
      }
      if (rest.size() == 1) {
        return;
      }
      words.add(Kind.DOMAIN, String.join(".", rest));
    }
  }

  /// What a hit in a line tells of all others.
  void learn(Hit hit, String file) {
    switch (hit) {
      case Hit.Address address -> learn(address);
      case Hit.Range range -> addresses.range(range.first(), range.last());
      case Hit.Mac mac -> macs.see(mac.mac());
      case Hit.Word word when word.strong() && !isKnown(word) -> learn(word, file);
      case Hit.Word _ -> {}
    }
  }

  /// What turned up where everything should have been known: it is replaced in the next round.
  void learnLate(Hit hit) {
    if (hit instanceof Hit.Word word && word.strong() && !isKnown(word)) {
      learn(word, "");
    }
  }

  private boolean isKnown(Hit.Word word) {
    return words.words().containsKey(word.text());
  }

  private void learn(Hit.Address hit) {
    int written = hit.length();
    int length = hit.point().isV4() ? written + 96 : written;
    if (written < 0) {
      addresses.see(hit.point());
    } else {
      addresses.know(hit.point(), length);
    }
  }

  private void learn(Hit.Word word, String file) {
    switch (word.kind()) {
      case HOST, DOMAIN -> host(word.text(), "", false);
      case USER -> user(word.text(), "");
      case MAIL -> {
        words.add(Kind.MAIL, word.text());
        domain(word.text().substring(word.text().indexOf('@') + 1));
      }
      case NAME -> word(Kind.NAME, word.text(), file);
      case ID, SECRET, WORD -> word(word.kind(), word.text(), "");
    }
  }

  /// Networks that a line tells as an address and a netmask.
  void masks(List<Point> line) {
    var masks = new ArrayList<Integer>();
    for (int i = 0; i < line.size(); i++) {
      var point = line.get(i);
      if (point.isV4() && Roots.isMask(point.v4())) {
        masks.add(i);
      }
    }
    for (int at : masks) {
      int mask = line.get(at).v4();
      int length = 96 + Integer.bitCount(mask);
      for (int i = 0; i < line.size(); i++) {
        var point = line.get(i);
        boolean isNetwork = point.isV4() && (point.v4() & ~mask) == 0;
        if (!masks.contains(i) && point.isV4() && (isNetwork || i == at - 1)) {
          addresses.know(point, length);
        }
      }
    }
  }
}

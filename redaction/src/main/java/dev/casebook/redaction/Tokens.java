package dev.casebook.redaction;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What stands in the place of each word: `host-k3vq7axd`. The same word has the same token
/// wherever it stands; of a machine's name each part has its own, so that `web1` and
/// `web1.example.com` stay one host.
final class Tokens {

  private static final int TOKENS_MAX = 2_000_000;

  /// Forty bits: two of a million words are not likely to share a token, and it is looked for.
  private static final int LETTERS = 8;

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

  private final Key key;
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Set<String> used = new HashSet<>();

  Tokens(Key key) {
    this.key = key;
  }

  String of(Kind kind, String word) {
    return switch (kind) {
      case HOST -> host(word, Kind.HOST);
      case DOMAIN -> host(word, Kind.DOMAIN);
      case MAIL -> mail(word);
      case USER, NAME, ID, SECRET, WORD -> token(kind, word);
    };
  }

  private String mail(String word) {
    int at = word.lastIndexOf('@');
    return at < 0
        ? token(Kind.USER, word)
        : token(Kind.USER, word.substring(0, at)) + "@" + host(word.substring(at + 1), Kind.DOMAIN);
  }

  private String host(String name, Kind first) {
    if (WordList.isPublic(name)) {
      return name;
    }
    var labels = name.toLowerCase(Locale.ROOT).split("\\.", -1);
    var text = new StringBuilder();
    for (int i = 0; i < labels.length; i++) {
      boolean isEnd = i > 0 && isTopFrom(labels, i);
      text.append(i == 0 ? "" : ".").append(label(labels[i], isEnd, i == 0 ? first : Kind.DOMAIN));
    }
    return text.toString();
  }

  private static boolean isTopFrom(String[] labels, int from) {
    for (int i = from; i < labels.length; i++) {
      if (!WordList.isTop(labels[i])) {
        return false;
      }
    }
    return true;
  }

  private String label(String label, boolean isEnd, Kind kind) {
    boolean stays = isEnd || label.isEmpty() || label.equals("*") || WordList.isCommon(label);
    return stays ? label : token(kind, label);
  }

  private String token(Kind kind, String word) {
    var known = tokens.get(word);
    if (known != null) {
      return known;
    }
    if (tokens.size() >= TOKENS_MAX) {
      throw new AddressPlan.Full("more than " + TOKENS_MAX + " different names");
    }
    String token;
    int attempt = 0;
    do {
      token = kind.prefix() + "-" + letters(key.bits("word", word, attempt++));
    } while (!used.add(token));
    tokens.put(word, token);
    kinds.put(word, kind);
    return token;
  }

  private static String letters(long bits) {
    var text = new StringBuilder();
    for (int i = 0; i < LETTERS; i++) {
      text.append(ALPHABET.charAt((int) ((bits >>> (5 * i)) & 31)));
    }
    return text.toString();
  }

  /// Every word that has got a token.
  Map<String, String> replaced() {
    return new TreeMap<>(tokens);
  }

  Kind kind(String word) {
    return kinds.getOrDefault(word, Kind.WORD);
  }
}

package dev.casebook.redaction;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Values of Kubernetes' Secrets, as YAML and JSON write them: each goes as a whole, whatever its
/// key is called, and so does what it is in plain text. The data may stand before the line that
/// says that it is a Secret's.
final class SecretObjects {

  private static final int VALUES_MAX = 1_000;
  private static final int CHARS_MAX = 1 << 20;
  private static final int CHARS_MIN = 4;

  /// Plain text of fewer letters may be any word.
  private static final int PLAIN_MIN = 6;

  private static final Pattern DATA =
      Pattern.compile("([ -]*)\"?(?:data|stringData)\"?: ?\\{?\\s*");
  private static final Pattern KIND =
      Pattern.compile("([ -]*)\"?kind\"?: ?\"?(\\w{1,64})\"?,?\\s*");
  private static final Pattern VERSION =
      Pattern.compile("[ -]*\"?apiVersion\"?: ?\"?[\\w./-]{1,253}\"?,?\\s*");
  private static final Pattern ENTRY =
      Pattern.compile("([ ]*)\"?[\\w.-]{1,253}\"?: ?\"?([A-Za-z0-9+/]{3,}={0,2})\"?,?\\s*");
  private static final Pattern DATA_FIRST =
      Pattern.compile("\"(?:data|stringData)\":\\{([^{}]*)\\}[^{}]{0,256}\"kind\":\"Secret\"");
  private static final Pattern KIND_FIRST =
      Pattern.compile("\"kind\":\"Secret\"[^{}]{0,256}\"(?:data|stringData)\":\\{([^{}]*)\\}");
  private static final Pattern VALUE = Pattern.compile(":\"([^\"]{3,})\"");

  private final Knowledge knowledge;

  /// Of the object in hand.
  private final List<String> values = new ArrayList<>();

  /// How far its keys are from the line's beginning; -1 where no object began.
  private int indent = -1;

  private boolean isSecret;

  /// Whether the line before told the kind: then the version behind it is the same object's.
  private boolean isKindBefore;

  private boolean isInData;

  SecretObjects(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  void line(byte[] line, int from, int to) {
    boolean isOne = isInData || mayTell(line, from, to);
    isKindBefore &= isOne;
    if (isOne && to - from < CHARS_MAX) {
      take(new String(line, from, to - from, StandardCharsets.UTF_8));
    }
  }

  /// Whether it holds `data`, `kind` or `apiVersion` and a colon, which few lines of a log do.
  private static boolean mayTell(byte[] line, int from, int to) {
    for (int i = from; i + 4 < to; i++) {
      byte after = line[i + 4];
      if ((after == ':' || after == '"')
          && (isWord(line, i, "sion")
              || isWord(line, i, "kind")
              || isWord(line, i, "data")
              || isWord(line, i, "Data"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(byte[] line, int at, String word) {
    return line[at] == word.charAt(0)
        && line[at + 1] == word.charAt(1)
        && line[at + 2] == word.charAt(2)
        && line[at + 3] == word.charAt(3);
  }

  private void take(String line) {
    boolean isAfterKind = isKindBefore;
    isKindBefore = false;
    if (VERSION.matcher(line).matches()) {
      isInData = false;
      if (!isAfterKind || line.stripLeading().startsWith("-")) {
        values.clear();
        isSecret = false;
      }
      return;
    }
    var data = DATA.matcher(line);
    var kind = KIND.matcher(line);
    var entry = ENTRY.matcher(line);
    if (data.matches()) {
      object(data.end(1));
      isInData = true;
    } else if (kind.matches()) {
      object(kind.end(1));
      isInData = false;
      isKindBefore = true;
      isSecret = kind.group(2).equals("Secret");
      flush();
    } else if (isInData && entry.matches() && entry.end(1) > indent) {
      if (values.size() < VALUES_MAX) {
        values.add(entry.group(2));
      }
      flush();
    } else {
      isInData = false;
      compact(line);
    }
  }

  /// An object's keys stand below each other; others begin another one.
  private void object(int at) {
    if (at != indent || isSecret) {
      values.clear();
      isSecret &= at == indent;
    }
    indent = at;
  }

  private void flush() {
    if (isSecret) {
      values.forEach(this::secret);
      values.clear();
    }
  }

  private void compact(String line) {
    for (var pattern : List.of(DATA_FIRST, KIND_FIRST)) {
      var matcher = pattern.matcher(line);
      while (matcher.find()) {
        var value = VALUE.matcher(matcher.group(1));
        while (value.find()) {
          secret(value.group(1));
        }
      }
    }
  }

  private void secret(String value) {
    if (value.length() >= CHARS_MIN) {
      knowledge.words.add(Kind.SECRET, value);
    }
    try {
      var plain = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8).strip();
      boolean isText = plain.chars().allMatch(c -> c >= ' ' && c < 0x7F);
      boolean tells =
          plain.chars().anyMatch(Character::isLetter)
              && plain.chars().anyMatch(c -> !Character.isLetter(c));
      if (isText && tells && plain.length() >= PLAIN_MIN && !WordList.isCommon(plain)) {
        knowledge.words.add(Kind.SECRET, plain);
      }
    } catch (IllegalArgumentException e) {
      // It is no base64, as in stringData.
    }
  }
}

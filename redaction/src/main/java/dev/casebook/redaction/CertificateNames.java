package dev.casebook.redaction;

import dev.casebook.formats.network.IpAddress;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What becomes of the names in a certificate.
final class CertificateNames implements Der.Names {

  /// What Kubernetes and others put before a name: `system:node:web1`.
  private static final Pattern PREFIXED = Pattern.compile("((?:system|kubeadm):(?:node:)?)(.*)");

  private static final Pattern URL = Pattern.compile("([a-z]+:/*)([^/:]+)(.*)");

  /// Times as strings and countries, which tell nobody.
  private static final Pattern PLAIN = Pattern.compile("\\d{10,14}Z?|[A-Z]{2}|[0-9.]{1,3}");

  private final Knowledge knowledge;
  private final boolean isLearning;

  /// @param isLearning whether they are only looked at
  CertificateNames(Knowledge knowledge, boolean isLearning) {
    this.knowledge = knowledge;
    this.isLearning = isLearning;
  }

  @Override
  public String name(String name) {
    if (PLAIN.matcher(name).matches() || WordList.isCommon(name) || WordList.isPublic(name)) {
      return name;
    }
    var prefixed = PREFIXED.matcher(name);
    if (prefixed.matches()) {
      var rest = prefixed.group(2);
      return prefixed.group(1).endsWith("node:") ? prefixed.group(1) + name(rest) : name;
    }
    var url = URL.matcher(name);
    if (url.matches()) {
      return url.group(1) + name(url.group(2)) + (isLearning ? url.group(3) : "");
    }
    var kind = kind(name);
    if (isLearning) {
      learn(kind, name);
      return name;
    }
    return knowledge.tokens.of(kind, name);
  }

  private static Kind kind(String name) {
    if (name.matches("[^\\s@]+@[\\w.-]+")) {
      return Kind.MAIL;
    }
    boolean isHost = name.matches("(?:\\*\\.)?[\\w-]+(?:\\.[\\w-]+)+") && !name.matches("[\\d.]+");
    return isHost ? Kind.HOST : Kind.NAME;
  }

  private void learn(Kind kind, String name) {
    switch (kind) {
      case HOST -> knowledge.host(name.startsWith("*.") ? name.substring(2) : name, "", false);
      case MAIL -> {
        knowledge.words.add(Kind.MAIL, name);
        knowledge.domain(name.substring(name.indexOf('@') + 1));
      }
      default -> knowledge.word(Kind.NAME, name, "");
    }
  }

  @Override
  public byte[] address(byte[] address) {
    if (address.length != 4 && address.length != 16) {
      return address;
    }
    var hex = HexFormat.of();
    var point = IpAddress.ofHex(hex.formatHex(address)).map(Point::of);
    if (point.isEmpty()) {
      return address;
    }
    if (isLearning) {
      knowledge.addresses.see(point.get());
      return address;
    }
    return hex.parseHex(
        AddressForm.HEX.text(knowledge.addresses.image(point.get()), 2 * address.length));
  }
}

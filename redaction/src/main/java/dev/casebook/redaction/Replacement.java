package dev.casebook.redaction;

/// What stands in the place of each hit.
final class Replacement {

  private final AddressPlan plan;
  private final MacPlan macs;
  private final Tokens tokens;

  Replacement(AddressPlan plan, MacPlan macs, Tokens tokens) {
    this.plan = plan;
    this.macs = macs;
    this.tokens = tokens;
  }

  String of(Hit hit) {
    return switch (hit) {
      case Hit.Word word -> tokens.of(word.kind(), word.text());
      case Hit.Address address -> address(address);
      case Hit.Range range -> range(range);
      case Hit.Mac mac -> mac(macs.image(mac.mac()), mac.separator());
    };
  }

  private String address(Hit.Address hit) {
    if (hit.form() == AddressForm.REVERSED && hit.length() >= 0) {
      var image = plan.image(hit.point(), 96 + hit.length());
      return hit.form().text(image, hit.length() / 8);
    }
    boolean isHex = hit.form() == AddressForm.HEX || hit.form() == AddressForm.HOST_ORDER_HEX;
    return hit.form().text(image(hit.point(), hit.length()), isHex ? hit.end() - hit.start() : 4);
  }

  /// A network that is written with its length may have its own address or one in it.
  private Point image(Point point, int written) {
    int length = written < 0 ? -1 : point.isV4() ? written + 96 : written;
    boolean isNetwork = length >= 0 && length < 128 && point.equals(point.prefix(length));
    return isNetwork ? plan.image(point, length) : plan.image(point);
  }

  private String range(Hit.Range range) {
    var first = AddressForm.PLAIN.text(plan.image(range.first()), 4);
    var last = plan.image(range.last());
    return first
        + "-"
        + (range.isShort() ? String.valueOf(last.v4() & 0xff) : AddressForm.PLAIN.text(last, 4));
  }

  static String mac(long mac, char separator) {
    var digits = "%012x".formatted(mac);
    return separator == '.'
        ? digits.replaceAll("(....)(?=.)", "$1.")
        : digits.replaceAll("(..)(?=.)", "$1" + separator);
  }
}

package dev.casebook.wings.accounts.load;

import dev.casebook.wings.accounts.model.PortalSettings;
import dev.casebook.wings.accounts.model.PortalSettings.Security;
import dev.casebook.wings.accounts.model.PortalSettings.Smtp;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The row of the page where people keep their own credentials.
final class PortalRow {

  private static final int SUBMISSION_PORT = 587;
  private static final int SUBMISSIONS_PORT = 465;
  private static final int SMTP_PORT = 25;

  /// Passwords go to nobody else without TLS.
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private PortalRow() {}

  static PortalSettings settings(Row row) {
    var settings =
        new PortalSettings(
            row.place(),
            row.read(
                "url",
                PortalRow::url,
                "https:// and a host, without a path (http:// for this machine alone)"),
            row.read(
                    "mail_from",
                    text ->
                        Optional.of(text).filter(one -> AccountRows.MAIL.matcher(one).matches()),
                    "an address such as name@example.com")
                .orElse(""),
            row.row("smtp").map(PortalRow::smtp));
    if (settings.smtp().isPresent() && settings.url().isEmpty()) {
      row.fault("has no url, which links in its mails begin with");
    }
    if (settings.smtp().isPresent() && settings.mailFrom().isEmpty()) {
      row.fault("has no mail_from, which its mails come from");
    }
    row.end();
    return settings;
  }

  private static Optional<URI> url(String text) {
    try {
      var url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean isSite =
          url.getHost() != null
              && ("https".equals(url.getScheme())
                  || ("http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost())))
              && url.getRawUserInfo() == null
              && url.getRawPath().isEmpty()
              && url.getRawQuery() == null
              && url.getRawFragment() == null;
      return isSite ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Smtp smtp(Row row) {
    var security =
        row.read("security", PortalRow::security, "starttls, tls or none")
            .orElse(Security.STARTTLS);
    var smtp =
        new Smtp(
            row.required("host"),
            (int) row.number("port", 1, 65_535).orElse(port(security)),
            row.text("user").orElse(""),
            security);
    row.end();
    return smtp;
  }

  private static Optional<Security> security(String text) {
    return Arrays.stream(Security.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst();
  }

  private static int port(Security security) {
    return switch (security) {
      case STARTTLS -> SUBMISSION_PORT;
      case TLS -> SUBMISSIONS_PORT;
      case NONE -> SMTP_PORT;
    };
  }
}

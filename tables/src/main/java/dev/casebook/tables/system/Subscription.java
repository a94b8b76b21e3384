package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A product of Red Hat's that is installed, or a subscription that the host consumes.
///
/// ```
/// Product Name:   Red Hat Enterprise Linux Server        (subscription-manager list --installed)
/// Status:         Subscribed
/// Ends:           04/27/16
///
/// Subscription Name: Red Hat Developer Subscription      (subscription-manager list --consumed)
/// Provides:          Red Hat Beta
///                    Red Hat Enterprise Linux Server
/// ```
///
/// With Simple Content Access, and since subscription-manager 1.30, products have no status and
/// nothing is consumed: every registered host gets its packages. Source: subscription-manager's
/// `cli_command/list.py`, and the output that insights-core quotes.
@Row("one product of Red Hat's that is installed, or one subscription that is consumed")
@Compared(
    key = {"kind", "name", "id"},
    restless = {"starts_at", "ends_at"},
    ofHost = {"pool"})
public record Subscription(
    @Column("installed or consumed") String kind,
    @Column("name of the product or subscription") String name,
    @Column("number of the product, SKU of the subscription") @Nullable String id,
    @Column("version of the product") @Nullable String version,
    @Column("Subscribed, Not Subscribed, Expired, …, of a product; NULL where it is not told")
        @Nullable String status,
    @Column("more about it: Subscription is current, Supports only 2 of 4 sockets, …")
        @Nullable String details,
    @Column("whether the subscription is in effect; NULL of a product") @Nullable Boolean active,
    @Column("products that the subscription provides, with commas") @Nullable String provides,
    @Column("pool that the subscription is taken from") @Nullable String pool,
    @Column("day on which it starts") @Nullable Instant startsAt,
    @Column("day on which it ends") @Nullable Instant endsAt) {

  private static final ArtifactName INSTALLED =
      ArtifactName.command("subscription-manager list --installed");
  private static final ArtifactName CONSUMED =
      ArtifactName.command("subscription-manager list --consumed");

  public static final Table<Subscription> TABLE =
      Table.of("subscriptions", Subscription.class)
          .from(List.of(INSTALLED, CONSUMED), Subscription::parse)
          .sniff(INSTALLED, head -> head.contains(" Installed Product Status\n"))
          .sniff(CONSUMED, head -> head.contains(" Consumed Subscriptions\n"))
          .example(
              "products without a subscription, and when others end",
              """
              select name, status, details, ends_at from subscriptions
              where kind = 'installed' order by ends_at\
              """);

  private static final Pattern FIELD = Pattern.compile("([A-Z][A-Za-z ]{1,30}): *(.*)");

  private static final Pattern DAY =
      Pattern.compile(
          "([0-9]{1,2})/([0-9]{1,2})/([0-9]{4}|[0-9]{2})|([0-9]{4})-([0-9]{2})-([0-9]{2})");

  private static void parse(Text text, Rows<Subscription> rows) {
    @Nullable Line first = null;
    var field = "";
    Map<String, String> values = new HashMap<>();
    for (var line : text.lines()) {
      var named = FIELD.matcher(line.text());
      boolean begins = named.matches() && named.group(1).matches("(?:Product|Subscription) Name");
      if (begins) {
        add(first, values, rows);
        first = line;
      }
      if (named.matches() && first != null) {
        field = named.group(1);
        values.put(field, named.group(2).strip());
      } else if (line.text().startsWith(" ") && first != null && !line.isBlank()) {
        values.merge(field, line.text().strip(), Subscription::longer);
      } else if (!line.isNoise() && !isHeading(line)) {
        rows.reject(line, "no line of subscription-manager list");
      }
    }
    add(first, values, rows);
  }

  /// Several products are provided by one subscription; more than this is no list of them.
  private static final int VALUE_CHARACTERS_MAX = 10_000;

  private static String longer(String known, String more) {
    return known.length() > VALUE_CHARACTERS_MAX ? known : known + "," + more;
  }

  /// The title in its frame, and what it says where there is nothing to list.
  private static boolean isHeading(Line line) {
    return line.text().startsWith("+--")
        || line.text().startsWith(" ")
        || line.text()
            .matches(
                "No (?:consumed subscription pools|installed products) (?:were found|to list).*");
  }

  private static void add(
      @Nullable Line first, Map<String, String> values, Rows<Subscription> rows) {
    if (first != null) {
      rows.add(first, of(values));
      values.clear();
    }
  }

  private static Subscription of(Map<String, String> values) {
    boolean isProduct = values.containsKey("Product Name");
    var active = values.get("Active");
    return new Subscription(
        isProduct ? "installed" : "consumed",
        values.getOrDefault(isProduct ? "Product Name" : "Subscription Name", ""),
        told(values, isProduct ? "Product ID" : "SKU"),
        told(values, "Version"),
        told(values, "Status"),
        told(values, "Status Details"),
        active == null ? null : (Boolean) active.equals("True"),
        told(values, "Provides"),
        told(values, "Pool ID"),
        day(values.getOrDefault("Starts", "")),
        day(values.getOrDefault("Ends", "")));
  }

  private static @Nullable String told(Map<String, String> values, String field) {
    var value = values.getOrDefault(field, "");
    return value.isEmpty() ? null : value;
  }

  /// `04/27/16`, `04/27/2016` or `2016-04-27`, as the locale has it.
  private static @Nullable Instant day(String text) {
    var day = DAY.matcher(text);
    if (!day.matches()) {
      return null;
    }
    boolean american = day.group(1) != null;
    int year = Integer.parseInt(american ? day.group(3) : day.group(4));
    try {
      return LocalDate.of(
              year < 100 ? 2000 + year : year,
              Integer.parseInt(american ? day.group(1) : day.group(5)),
              Integer.parseInt(american ? day.group(2) : day.group(6)))
          .atStartOfDay(ZoneOffset.UTC)
          .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}

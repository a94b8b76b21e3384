package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTest {

  private static final String INSTALLED = "subscription-manager list --installed";

  private static Sample.Outcome<Subscription> installed(String output) {
    return Sample.root()
        .file("commands/subscription-manager_list_--installed", output)
        .read(Subscription.TABLE);
  }

  @Test
  void productsAndSubscriptionsStandTogether() {
    var outcome =
        Sample.sosreport()
            .commandFrom(INSTALLED, "subscriptions/installed")
            .commandFrom("subscription-manager list --consumed", "subscriptions/consumed")
            .read(Subscription.TABLE);
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    assertThat(outcome.rows())
        .containsExactlyInAnyOrder(
            new Subscription(
                "installed",
                "Red Hat Enterprise Linux Server",
                "69",
                "7.9",
                "Subscribed",
                null,
                null,
                null,
                null,
                Instant.parse("2025-04-27T00:00:00Z"),
                Instant.parse("2026-04-27T00:00:00Z")),
            new Subscription(
                "installed",
                "Red Hat Software Collections (for RHEL Server)",
                "201",
                "3",
                "Not Subscribed",
                "Not supported by a valid subscription.",
                null,
                null,
                null,
                null,
                null),
            new Subscription(
                "consumed",
                "Red Hat Developer Subscription for Individuals",
                "RH00798",
                null,
                null,
                "Subscription is current",
                true,
                "Red Hat Beta,Red Hat Enterprise Linux Server",
                "00000000000000000000000000000001",
                Instant.parse("2025-11-14T00:00:00Z"),
                Instant.parse("2026-11-14T00:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"No installed products to list\n", "No consumed subscription pools were found.\n"})
  void whereNothingIsListedThatIsComplete(String output) {
    var outcome = installed(output);
    assertThat(outcome.rows()).isEmpty();
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"2026-04-27,2026-04-27", "04/27/2026,2026-04-27", "27.04.2026,", "13/40/26,"})
  void aDayIsReadWhereItHasOneMeaning(String day, String read) {
    assertThat(installed("Product Name: RHEL\r\nEnds: " + day + "\r\n").only().endsAt())
        .isEqualTo(read == null ? null : Instant.parse(read + "T00:00:00Z"));
  }

  @Test
  void anErrorIsNoProduct() {
    assertThat(installed("Traceback (most recent call last):\nRuntimeError\n").rows()).isEmpty();
  }
}

package dev.casebook.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ListingTest {

  @Test
  void wordsStandUnderEachOther() {
    var listing = new Listing(6, Style.terminal(30, false));
    listing.entry("a", "one two three four five six seven");
    listing.entry("longer\u001b", "eight");
    assertThat(listing)
        .hasToString(
            """
            a       one two three four
                    five six seven
            longer␛
                    eight
            """);
  }
}

package dev.casebook.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {

  @Test
  void proseBreaksBetweenWords() {
    assertThat(Paragraph.wrap("one two three four five six", "- ", "  ", 20))
        .containsExactly("- one two three four", "  five six");
  }

  @Test
  void aWordLongerThanALineIsBroken() {
    assertThat(Paragraph.wrap("see aaaaaaaaaabbbbbbbbbbcccccccccc", "", "", 20))
        .containsExactly("see aaaaaaaaaabbbbbb", "bbbbcccccccccc");
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    assertThat(Paragraph.wrap("bond0 绑定接口的成员链路反复断开", "", "", 20))
        .containsExactly("bond0 绑定接口的成员", "链路反复断开");
  }

  @Test
  void coloursTakeNoColumn() {
    assertThat(Paragraph.columns("\u001b[1;31merror\u001b[0m")).isEqualTo(5);
    assertThat(Paragraph.wrap("a b c d e f g h i", "\u001b[1;31merror\u001b[0m ", "", 22))
        .hasSize(2)
        .first()
        .isEqualTo("\u001b[1;31merror\u001b[0m a b c d e f g h");
  }

  @Test
  void marksThatCombineTakeNoColumn() {
    assertThat(Paragraph.columns("e\u0301e\u0301")).isEqualTo(2);
  }

  @Test
  void evidenceKeepsItsBlanks() {
    assertThat(Paragraph.fold("a   b\u2423  c", "  ", 40)).containsExactly("  a   b\u2423  c");
    assertThat(String.join("", Paragraph.fold("a    b".repeat(9), "", 20)).replace(" ", ""))
        .isEqualTo("ab".repeat(9));
  }

  @Test
  void aTerminalNarrowerThanAWordStillGetsWords() {
    assertThat(Paragraph.wrap("some words", "    ", "    ", 1)).containsExactly("    some words");
  }

  @Test
  void emptyTextIsOneLine() {
    assertThat(Paragraph.wrap("  ", "> ", "", 80)).containsExactly(">");
    assertThat(Paragraph.fold("", "> ", 80)).containsExactly(">");
  }

  /// Words of other scripts stay whole among wide characters, and no line begins with a full stop.
  @Test
  void wideTextIsBrokenBetweenItsCharactersAlone() {
    assertThat(Paragraph.wrap("内核把报文发进隧道，再由OpenVPN按iroute转给客户端。", "", "", 20))
        .containsExactly("内核把报文发进隧道，", "再由OpenVPN按iroute", "转给客户端。");
    assertThat(Paragraph.wrap("一二三四五六七八九十。", "", "", 20)).containsExactly("一二三四五六七八九", "十。");
  }
}

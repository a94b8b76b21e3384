package dev.casebook.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {

  /// Done twice, since a second run must change nothing.
  private static String edited(String text, EditLine... edits) throws Refusal {
    var once = Lines.edited(text, List.of(edits));
    assertThat(Lines.edited(once, List.of(edits))).isEqualTo(once);
    return once;
  }

  private static EditLine set(String key, String value) {
    return new EditLine.Set(key, " ", value);
  }

  @Test
  void aLineIsAppendedOnce() throws Refusal {
    assertThat(edited("a\n", new EditLine.Append("b"))).isEqualTo("a\nb\n");
    assertThat(edited("  b \na", new EditLine.Append("b"))).isEqualTo("  b \na");
    assertThat(edited("", new EditLine.Append("b"))).isEqualTo("b\n");
    assertThat(edited("#b\n", new EditLine.Append("b"))).isEqualTo("#b\nb\n");
  }

  @Test
  void aLineIsRemovedWhereverItStands() throws Refusal {
    assertThat(edited("a\nb\n a\n", new EditLine.Remove("a"))).isEqualTo("b\n");
    assertThat(edited("b\n", new EditLine.Remove("a"))).isEqualTo("b\n");
  }

  @Test
  void aLineIsReplacedInItsPlace() throws Refusal {
    var edit = new EditLine.Replace("a", "c");
    assertThat(edited("x\na\ny\na\n", edit)).isEqualTo("x\nc\ny\n");
    assertThat(edited("c\na\n", edit)).isEqualTo("c\n");
    assertThatThrownBy(() -> edited("x\n", edit)).hasMessageContaining("is not there: a");
  }

  @Test
  void aLineIsReplacedBySeveralOfWhichItMayBeOne() throws Refusal {
    var edit = new EditLine.Replace("deny", List.of("new", "deny"));
    assertThat(edited("a\ndeny\nb\n", edit)).isEqualTo("a\nnew\ndeny\nb\n");
    assertThat(edited("a\n  deny\n", new EditLine.Replace("deny", List.of("x", "y"))))
        .isEqualTo("a\nx\ny\n");
  }

  @Test
  void howManyBlanksPartWordsIsNoDifference() throws Refusal {
    assertThat(edited("auth   required\tx.so\n", new EditLine.Remove("auth required x.so")))
        .isEmpty();
    assertThat(edited("a\tb\n", new EditLine.Append("a  b"))).isEqualTo("a\tb\n");
  }

  @Test
  void aKeyIsSetWhereItStandsAndOnce() throws Refusal {
    assertThat(edited("a 1\nMaxSessions 5\nb 2\nMaxSessions 6\n", set("MaxSessions", "9")))
        .isEqualTo("a 1\nMaxSessions 9\nb 2\n");
    assertThat(edited("  k   =   1\n", set("k", "2"))).isEqualTo("  k   =   2\n");
    assertThat(edited("k 2  \n", set("k", "2"))).isEqualTo("k 2  \n");
  }

  @Test
  void aKeyThatIsCommentedOutIsSetBehindIt() throws Refusal {
    assertThat(edited("#k 1\nz 1\n", set("k", "2"))).isEqualTo("#k 1\nk 2\nz 1\n");
  }

  @Test
  void aKeyOfAnotherNameIsNotTakenForIt() throws Refusal {
    assertThat(edited("k.l = 1\n", set("k", "2"))).isEqualTo("k.l = 1\nk = 2\n");
    assertThat(edited("kk 1\n", set("k", "2"))).isEqualTo("kk 1\nk 2\n");
  }

  @Test
  void aKeyOfEverybodyStandsBeforeTheFirstBlock() throws Refusal {
    assertThat(edited("a 1\nMatch User git\n  k 1\n", set("k", "2")))
        .isEqualTo("a 1\nk 2\nMatch User git\n  k 1\n");
  }

  @Test
  void aFileWithSectionsIsRefused() {
    assertThatThrownBy(() -> edited("[main]\nk=1\n", set("k", "2")))
        .hasMessageContaining("sections");
  }

  @Test
  void theEndsOfLinesStayAsTheyAre() throws Refusal {
    assertThat(edited("a\r\nb\r\n", new EditLine.Append("c"))).isEqualTo("a\r\nb\r\nc\r\n");
  }

  /// What each kind of edit makes of a file that is empty or not there, and one in which what it
  /// asks for is there already, has another value, is commented out, or stands several times; each
  /// is done twice, and the second run changes nothing.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // edit | state | file | becomes
        "append | absent          |               | k = 2;",
        "append | clean           | a;            | a;k = 2;",
        "append | there already   | k  =  2;a;    | k  =  2;a;",
        "append | wrong           | k = 1;        | k = 1;k = 2;",
        "append | commented out   | #k = 2;       | #k = 2;k = 2;",
        "append | duplicated      | k = 2;k = 2;  | k = 2;k = 2;",
        "remove | absent          |               |",
        "remove | clean           | a;            | a;",
        "remove | there           | a;k = 2;b;    | a;b;",
        "remove | wrong           | k = 1;        | k = 1;",
        "remove | commented out   | #k = 2;       | #k = 2;",
        "remove | duplicated      | k = 2;a;k = 2; | a;",
        "set    | absent          |               | k = 2;",
        "set    | clean           | a = 1;        | a = 1;k = 2;",
        "set    | there already   | k=2;a;        | k=2;a;",
        "set    | wrong           | a;k = 1;b;    | a;k = 2;b;",
        "set    | commented out   | #k = 1;b = 1; | #k = 1;k = 2;b = 1;",
        "set    | duplicated      | k = 1;a;k = 2; | k = 2;a;",
        "set    | both            | #k = 2;k = 1; | #k = 2;k = 2;",
        "replace| there           | a;k = 1;b;    | a;k = 2;b;",
        "replace| done already    | k = 2;b;      | k = 2;b;",
        "replace| both            | k = 1;k = 2;  | k = 2;",
        "replace| duplicated      | k = 1;a;k = 1; | k = 2;a;",
        "replace| done and again  | k = 2;a;k = 1; | k = 2;a;",
      })
  void anEditComesToTheSameFromEachState(String edit, String state, String file, String becomes)
      throws Refusal {
    EditLine wished =
        switch (edit) {
          case "append" -> new EditLine.Append("k = 2");
          case "remove" -> new EditLine.Remove("k = 2");
          case "set" -> new EditLine.Set("k", " = ", "2");
          default -> new EditLine.Replace("k = 1", "k = 2");
        };
    assertThat(edited(lines(file), wished)).as(state).isEqualTo(lines(becomes));
  }

  private static String lines(@Nullable String cells) {
    return cells == null ? "" : cells.replace(';', '\n');
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\n", "#k = 1\n", "k = 3\n"})
  void whatIsNotThereIsNotReplaced(String file) {
    assertThatThrownBy(() -> edited(file, new EditLine.Replace("k = 1", "k = 2")))
        .hasMessageContaining("the line to replace is not there");
  }
}

package dev.casebook.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.ArtifactName;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {

  /// A JSON element as a row, so that it is read like any artifact.
  @Row("one element")
  record Element(
      @Column("its name") @Nullable String name,
      @Column("its number") @Nullable Long number,
      @Column("its size") int size,
      @Column("its first item") @Nullable String item) {

    static final Table<Element> TABLE =
        Table.of("elements", Element.class)
            .command(
                "elements",
                (text, rows) ->
                    Json.elements(
                        text,
                        rows,
                        json ->
                            rows.add(
                                json.offset(),
                                new Element(
                                    json.text("name"),
                                    json.whole("number"),
                                    json.names().size(),
                                    json.get("items").texts().stream().findFirst().orElse(null)))));
  }

  private static Sample.Outcome<Element> read(String json) {
    return Sample.root().command("elements", json).read(Element.TABLE);
  }

  @Test
  void elementsOfAnArrayAndLinesOfObjectsAreReadAlike() {
    var array = read("[{\"name\":\"a\",\"number\":1},\n {\"name\":\"b\",\"items\":[3,\"x\"]}]");
    var lines = read("{\"name\":\"a\",\"number\":\"1\"}\n{\"name\":\"b\",\"items\":[3]}\n");
    assertThat(array.rows())
        .containsExactly(new Element("a", 1L, 2, null), new Element("b", null, 2, "3"));
    assertThat(lines.rows()).isEqualTo(array.rows());
    assertThat(array.cited().getLast()).startsWith("{\"name\":\"b\"");
    assertThat(array.coverage().isComplete()).isTrue();
  }

  @Test
  void whatIsNotThereIsNull() {
    var json = read("{\"number\":1.5,\"name\":{},\"items\":null}").only();
    assertThat(json).isEqualTo(new Element(null, null, 3, null));
  }

  @Test
  void whatComesBeforeABreakIsKept() {
    for (var broken :
        new String[] {
          "[{\"name\":\"a\"},{\"name\":\"b", "[{\"name\":\"a\"} oops", "{\"name\":\"a\"}\n\u0001"
        }) {
      var read = read(broken);
      assertThat(read.rows()).as(broken).containsExactly(new Element("a", null, 1, null));
      assertThat(read.coverage().reason()).contains("not JSON");
    }
  }

  /// Four bytes a character, by the first of them, and then one that is not.
  @Test
  void whatIsNoTextInItsEncodingIsRejected() {
    byte[] bytes = {0, 0, 0, '[', 0, 0, 0, '1', 0x5B, 0x5B, 0x5B, 0x5B};
    var read = Sample.root().artifact(ArtifactName.command("elements"), bytes).read(Element.TABLE);
    assertThat(read.coverage().reason()).contains("not JSON");
  }

  @Test
  void depthAndSizeAreBounded() {
    assertThat(read("[".repeat(100_000)).coverage().isThere()).isFalse();
    assertThat(read("{\"a\":[" + "0,".repeat(1_000_000) + "0]}").coverage().reason())
        .contains("more than 1000000 values in one element");
  }

  @Test
  void randomBytesNeverThrow() {
    var random = new Random(11);
    var alphabet = "[]{}\",:0129.eE-+tfn\\u0 \n\u00e9";
    for (int i = 0; i < 100; i++) {
      var text = new StringBuilder("[");
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      var bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      assertThat(
              Sample.root()
                  .artifact(ArtifactName.command("elements"), bytes)
                  .read(Element.TABLE)
                  .coverage())
          .isNotNull();
    }
  }
}

package dev.casebook.formats.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Records as Jackson writes them, read back.
class JsonDifferentialTest {
  private static final int[] TELLING = {
    '"', '\\', '/', '\n', '\t', 'u', 'n', 0, 0x1f, 0xe9, 0x6708, 0x1f600, '{', ','
  };

  private final Random random = new Random(1);

  @Test
  void textsComeBackAsTheyWereWritten() throws IOException {
    for (boolean ascii : List.of(false, true)) {
      var factory =
          JsonFactory.builder().configure(JsonWriteFeature.ESCAPE_NON_ASCII, ascii).build();
      for (int i = 0; i < 20_000; i++) {
        var message = text();
        var host = text();
        var bytes = journal(factory, message, host);
        var line = LogParser.of(LogFormat.JOURNAL_JSON).parse(bytes, 0, bytes.length);
        assertThat(line.format()).isEqualTo(LogFormat.JOURNAL_JSON);
        assertThat(line.host().text()).isEqualTo(host);
        assertThat(line.message().text()).isEqualTo("x" + message);
        assertThat(line.pid()).isEqualTo(12);
        assertThat(line.stamp()).isEqualTo(1_795_344_447_000_000L);
      }
    }
  }

  private byte[] journal(JsonFactory factory, String message, String host) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var json = factory.createGenerator(out)) {
      json.writeStartObject();
      others(json);
      json.writeStringField("__REALTIME_TIMESTAMP", "1795344447000000");
      json.writeStringField("MESSAGE", "x" + message);
      others(json);
      json.writeStringField("_HOSTNAME", host);
      json.writeStringField("_PID", "12");
      others(json);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private void others(JsonGenerator json) throws IOException {
    for (int i = random.nextInt(3); i > 0; i--) {
      json.writeFieldName("_" + text());
      json.writeStartArray();
      json.writeString(text());
      json.writeStartObject();
      json.writeNumberField(text(), random.nextInt());
      json.writeNullField("MESSAGE");
      json.writeEndObject();
      json.writeBoolean(random.nextBoolean());
      json.writeEndArray();
    }
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      text.appendCodePoint(
          random.nextBoolean()
              ? 'a' + random.nextInt(26)
              : TELLING[random.nextInt(TELLING.length)]);
    }
    var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

package dev.casebook.wings.etcd.kubernetes.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampTest {
  @ParameterizedTest
  @CsvSource({
    "TIME,2026-01-31T23:59:59Z",
    "TIME,1969-12-31T23:59:59Z",
    "TIME,0000-01-01T00:00:00Z",
    "TIME,9999-12-31T23:59:59Z",
    "MICRO_TIME,2026-01-31T00:00:00.000000Z",
    "MICRO_TIME,1969-12-31T23:59:59.000010Z"
  })
  void aTimeReadsBackAsItWasWritten(Form form, String text) throws Exception {
    assertThat(readBack(text, form)).isEqualTo(text);
  }

  @Test
  void fractionsAndZonesAreBroughtToWhatIsStored() throws Exception {
    assertThat(readBack("2026-01-31T01:00:00.999+01:00", Form.TIME))
        .isEqualTo("2026-01-31T00:00:00Z");
    assertThat(readBack("2026-01-31T00:00:00.1234567Z", Form.MICRO_TIME))
        .isEqualTo("2026-01-31T00:00:00.123456Z");
  }

  /// Year 10000 has no RFC 3339 form: the seconds stand for themselves.
  @Test
  void aTimeBeyondFourDigitYearsIsItsSeconds() throws Exception {
    assertThat(readBack(253_402_300_800L, Form.TIME)).isEqualTo(253_402_300_800L);
    assertThat(readBack(Long.MIN_VALUE, Form.TIME)).isEqualTo(Long.MIN_VALUE);
    assertThat(Timestamp.read(Slice.EMPTY, Form.TIME)).isNull();
  }

  @Test
  void textThatIsNoTimeIsRefused() {
    assertThatThrownBy(() -> readBack("yesterday", Form.TIME))
        .isInstanceOf(UnencodableException.class)
        .hasMessageContaining("expected a time");
  }

  private static Object readBack(Object value, Form form) throws Exception {
    var out = new WireWriter();
    Timestamp.write(out, value, form);
    var bytes = out.toByteArray();
    return Objects.requireNonNull(Timestamp.read(new Slice(bytes, 0, bytes.length), form));
  }
}

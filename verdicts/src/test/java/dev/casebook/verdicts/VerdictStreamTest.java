package dev.casebook.verdicts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerdictStreamTest {

  private static byte[] written(Verdict verdict) throws IOException {
    var bytes = new ByteArrayOutputStream();
    VerdictStream.write(verdict, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static Verdict read(byte[] bytes) throws IOException {
    return VerdictStream.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void everyKindOfVerdictArrivesAsItWasSent() throws IOException {
    for (var verdict : Samples.ALL) {
      assertThat(read(written(verdict))).isEqualTo(verdict);
    }
  }

  @Test
  void aStreamThatEndsEarlyIsAnInputError() throws IOException {
    for (var verdict : Samples.ALL) {
      var whole = written(verdict);
      for (int length = 0; length < whole.length; length++) {
        var part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> read(part)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aDamagedStreamIsAVerdictOrAnInputErrorAndNothingElse() throws IOException {
    var random = new Random(7);
    int errors = 0;
    for (int i = 0; i < 20_000; i++) {
      var bytes = written(Samples.ALL.get(random.nextInt(Samples.ALL.size())));
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(read(bytes)).isNotNull();
      } catch (IOException e) {
        errors++;
      }
    }
    assertThat(errors).isGreaterThan(1_000);
  }

  @Test
  void aTextPastTheBoundIsCut() throws IOException {
    var tooLong = "x".repeat(5 * 1024 * 1024);
    var verdict = new Verdict.Failed(Samples.NOTE, Samples.WEB1, tooLong);
    assertThat(((Verdict.Failed) read(written(verdict))).reason()).hasSize(4 * 1024 * 1024);
  }
}

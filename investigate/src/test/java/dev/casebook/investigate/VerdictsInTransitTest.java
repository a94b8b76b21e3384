package dev.casebook.investigate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.formats.records.ForeignBytes;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.NoteLabel;
import dev.casebook.verdicts.Severity;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Verdicts as a child sends them to its parent.
class VerdictsInTransitTest {

  private final Random random = new Random(11);

  private String text() {
    int[] points = random.ints(random.nextInt(20), 0, 0x3000).toArray();
    return new String(points, 0, points.length);
  }

  private <T> List<T> some(Supplier<T> one) {
    var list = new ArrayList<T>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(one.get());
    }
    return list;
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private Evidence evidence() {
    return new Evidence(text(), text());
  }

  private Step step() {
    return new Step(
        one(Step.Kind.values()),
        text(),
        one(Step.Outcome.values()),
        some(this::evidence),
        some(this::text),
        some(this::text));
  }

  private Verdict verdict(int kind) {
    var note =
        new NoteLabel(
            text(), text(), one(Severity.values()), random.nextBoolean(), random.nextBoolean());
    var captured = random.nextBoolean() ? null : Instant.ofEpochMilli(random.nextInt());
    var snapshot = new SnapshotLabel(text(), text(), text(), captured);
    return switch (kind) {
      case 0 ->
          new Verdict.Finding(
              note,
              snapshot,
              text(),
              random.nextInt(),
              text(),
              some(this::evidence),
              random.nextInt(),
              some(this::step),
              text(),
              text(),
              some(this::text),
              text());
      case 1 -> new Verdict.Clear(note, snapshot, some(this::text), some(this::step));
      case 2 -> new Verdict.NotApplicable(note, snapshot);
      case 3 ->
          new Verdict.NoEvidence(
              note, snapshot, some(this::step), some(this::text), some(this::evidence));
      default -> new Verdict.Failed(note, snapshot, text());
    };
  }

  private static final int KINDS = Verdict.class.getPermittedSubclasses().length;

  @Test
  void everyKindOfVerdictArrivesAsItWasSent() throws ForeignBytes {
    assertThat(KINDS).isEqualTo(5);
    for (int i = 0; i < 2_000; i++) {
      var verdict = verdict(i % KINDS);
      var bytes = ForeignExamination.CODEC.encode(verdict);
      assertThat(ForeignExamination.CODEC.decode(bytes)).isEqualTo(verdict);
    }
  }

  @Test
  void aVerdictThatEndsEarlyIsForeign() {
    for (int i = 0; i < 50; i++) {
      var whole = ForeignExamination.CODEC.encode(verdict(i % KINDS));
      for (int length = 0; length < whole.length; length++) {
        var part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> ForeignExamination.CODEC.decode(part))
            .isInstanceOf(ForeignBytes.class);
      }
    }
  }

  @Test
  void aDamagedVerdictIsAVerdictOrForeignAndNothingElse() {
    int foreign = 0;
    for (int i = 0; i < 20_000; i++) {
      var bytes = ForeignExamination.CODEC.encode(verdict(i % KINDS));
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(ForeignExamination.CODEC.decode(bytes)).isNotNull();
      } catch (ForeignBytes e) {
        foreign++;
      }
    }
    assertThat(foreign).isGreaterThan(1_000);
  }
}

package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.NoteLint;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.Source;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.formats.records.RecordCodec;
import dev.casebook.query.Schema;
import dev.casebook.query.SelectParser;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.RunbookWalk;
import dev.casebook.verdicts.SnapshotLabel;
import dev.casebook.verdicts.Verdict;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The child's side of [ForeignNotes]: lints each note, and examines those that pass.
public final class ForeignExamination {

  static final byte BEGIN = 'B';
  static final byte VERDICT = 'V';
  static final byte WALK = 'W';
  static final byte FINISHED = 'D';

  /// Stands for a note's id while the evidence is read.
  static final String NO_NOTE = "";

  /// Verdicts as they pass from the child to its parent, each after its length.
  static final RecordCodec<Verdict> CODEC = RecordCodec.of(Verdict.class);

  /// The same of how far runbooks are done.
  static final RecordCodec<RunbookWalk> WALKS = RecordCodec.of(RunbookWalk.class);

  private final Sources sources;
  private final Catalogue catalogue;
  private final Casebook casebook;
  private final Parameters parameters;
  private final DataOutputStream out;

  public ForeignExamination(
      Sources sources,
      Catalogue catalogue,
      Casebook casebook,
      Parameters parameters,
      DataOutputStream out) {
    this.sources = sources;
    this.catalogue = catalogue;
    this.casebook = casebook;
    this.parameters = parameters;
    this.out = out;
  }

  /// @param handedOver sources as they were handed over; see [dev.casebook.evidence.Handover]
  public void run(List<String> handedOver) throws IOException, UnreadableSource {
    begin(NO_NOTE);
    var parsed = parsed();
    var unfit = unfit(parsed);
    var fit = parsed.without(unfit.stream().map(verdict -> verdict.note().id()).toList());
    for (var verdict : unfit) {
      begin(verdict.note().id());
      tell(verdict);
      finished();
    }
    begin(NO_NOTE);
    var investigation = new Investigation(sources, catalogue, fit, parameters, Optional.empty());
    var open = new ArrayList<Source>();
    try {
      for (var source : handedOver) {
        open.add(sources.handedOver(source));
      }
      investigation.examineNoteByNote(
          open.stream().flatMap(source -> source.snapshots().stream()).toList(), this);
    } finally {
      open.forEach(Source::close);
    }
  }

  /// The notes with what their blocks demand.
  private Casebook parsed() {
    try (var parser = new SelectParser()) {
      return casebook.parsed(parser::parse);
    }
  }

  /// Binding a query may already take all memory, so the linter too has a note in hand.
  private List<Verdict.Failed> unfit(Casebook parsed) throws IOException {
    var unfit = new ArrayList<Verdict.Failed>();
    try (var schema = Schema.of(catalogue)) {
      for (var note : parsed.notes()) {
        begin(note.id());
        var complaints = NoteLint.complaints(note, schema);
        if (!complaints.isEmpty()) {
          unfit.add(
              new Verdict.Failed(
                  note.label(), SnapshotLabel.NOWHERE, String.join("\n", complaints)));
        }
      }
    }
    return unfit;
  }

  void begin(String note) throws IOException {
    out.writeByte(BEGIN);
    out.writeUTF(note);
    out.flush();
  }

  void tell(Verdict verdict) throws IOException {
    tell(VERDICT, CODEC.encode(verdict));
  }

  void tell(RunbookWalk walk) throws IOException {
    tell(WALK, WALKS.encode(walk));
  }

  private void tell(byte kind, byte[] bytes) throws IOException {
    out.writeByte(kind);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  void finished() throws IOException {
    out.writeByte(FINISHED);
    out.flush();
  }
}

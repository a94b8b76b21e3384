package dev.casebook.query;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.MappedBytes;
import dev.casebook.tables.Column;
import dev.casebook.tables.MappedFile;
import dev.casebook.tables.Reading;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page of a table of which some columns take long to make, as if a wing had brought it: a line
/// of `/srv/parcels` is a kind and what is in the parcel.
@Row("one parcel")
public record Parcel(
    @Column("what it is called") String kind,
    @Column(value = "what is in it", costly = true) @Nullable String body,
    @Column(value = "how long that is", costly = true) @Nullable Integer length) {

  static final Table<Parcel> TABLE =
      Table.of("parcels", Parcel.class)
          .fromFiles(List.of(ArtifactName.file("/srv/parcels")), new Lines());

  private static final class Lines implements Reading.FileParser<Parcel> {

    @Override
    public void parse(MappedFile file, Rows<Parcel> rows) {
      var text =
          new String(file.bytes().bytes().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
      text.lines()
          .map(line -> line.split(" ", 2))
          .forEach(words ->
              rows.add(
                  0,
                  new Parcel(
                      words[0],
                      file.wants("body") ? words[1] : null,
                      file.wants("length") ? words[1].length() : null)));
    }

    @Override
    public Ledger.Quote quote(MappedBytes file, long offset) {
      return new Ledger.Quote("", "");
    }
  }
}

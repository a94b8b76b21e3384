package dev.casebook.search;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.jspecify.annotations.Nullable;

/// The notes of a casebook, to be found: by an error line, by their names, and by words, the last
/// ranked by BM25 over what a note says where.
public final class Library {

  /// Says that a faster module of the JDK is missing, which a few hundred notes do not need.
  private static final Logger ADVICE = Logger.getLogger("org.apache.lucene.internal.vectorization");

  static {
    ADVICE.setLevel(Level.OFF);
  }

  private static final String ID = "id";

  /// An id or an alias, whole.
  private static final String NAME = "name";

  private static final String STAMP = "stamp";

  /// Where a word counts more. Who asks in the words of a title or of an error line means that
  /// note; a remedy names much that others share.
  private static final Map<String, Float> WEIGHTS = weights();

  /// Lucene takes a thousand parts of a question.
  private static final int WORDS_MAX = 100;

  /// One that is asked for by its name comes before all others.
  private static final float NAME_WEIGHT = 1000;

  private static final int NAME_MAX = 100;

  private final Casebook casebook;
  private final Directory directory;
  private final NoteAnalyzer ofNotes = NoteAnalyzer.ofNotes();
  private final NoteAnalyzer ofQuestions = NoteAnalyzer.ofQuestions();

  /// Made when a line is first asked for.
  private @Nullable List<NoteLines> lines;

  private Library(Casebook casebook, Directory directory) {
    this.casebook = casebook;
    this.directory = directory;
  }

  private static Map<String, Float> weights() {
    var weights = new LinkedHashMap<String, Float>();
    weights.put("parts", 4f);
    weights.put("title", 4f);
    weights.put("lines", 3f);
    weights.put("symptom", 2f);
    weights.put("sentences", 2f);
    weights.put("cause", 1f);
    weights.put("remedy", 0.7f);
    return weights;
  }

  /// What the build made of the same notes; where they were edited since, or nothing was built, it
  /// is made anew in memory.
  public static Library of(Casebook casebook, Optional<Path> built) {
    try {
      if (built.isPresent() && Files.isDirectory(built.get())) {
        var directory = new NIOFSDirectory(built.get());
        if (isOf(casebook, directory)) {
          return new Library(casebook, directory);
        }
        directory.close();
      }
      var directory = new ByteBuffersDirectory();
      write(casebook, directory);
      return new Library(casebook, directory);
    } catch (IOException e) {
      throw new IllegalStateException(e); // memory, or a folder of our own
    }
  }

  /// Writes the index into a folder, which the build does.
  public static void build(Casebook casebook, Path folder) throws IOException {
    try (var directory = new NIOFSDirectory(folder)) {
      write(casebook, directory);
    }
  }

  private static boolean isOf(Casebook casebook, Directory directory) throws IOException {
    if (!DirectoryReader.indexExists(directory)) {
      return false;
    }
    try (var reader = DirectoryReader.open(directory)) {
      return stamp(casebook).equals(reader.getIndexCommit().getUserData().get(STAMP));
    }
  }

  /// Tells whether notes are the same that were indexed.
  private static String stamp(Casebook casebook) {
    return Integer.toHexString(casebook.notes().stream().map(Library::fields).toList().hashCode());
  }

  private static void write(Casebook casebook, Directory directory) throws IOException {
    var settings = new IndexWriterConfig(NoteAnalyzer.ofNotes());
    settings.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    try (var writer = new IndexWriter(directory, settings)) {
      for (var note : casebook.notes()) {
        writer.addDocument(document(note));
      }
      writer.setLiveCommitData(Map.of(STAMP, stamp(casebook)).entrySet());
      writer.commit();
    }
  }

  private static Document document(Note note) {
    var document = new Document();
    document.add(new StringField(ID, note.id(), Field.Store.YES));
    document.add(new StringField(NAME, note.id(), Field.Store.NO));
    note.header()
        .aliases()
        .forEach(alias -> document.add(new StringField(NAME, alias, Field.Store.NO)));
    fields(note).forEach((name, text) -> document.add(new TextField(name, text, Field.Store.NO)));
    return document;
  }

  private static Map<String, String> fields(Note note) {
    var chinese = note.chinese();
    var fields = new LinkedHashMap<String, String>();
    fields.put("parts", note.id().replace('-', ' ') + " " + String.join(" ", note.header().tags()));
    fields.put("title", note.title() + "\n" + chinese.map(c -> c.title()).orElse(""));
    fields.put(
        "lines",
        note.signals().stream()
            .flatMap(signal -> signal.examples().stream())
            .collect(Collectors.joining("\n")));
    fields.put("symptom", note.symptom() + "\n" + chinese.map(c -> c.symptom()).orElse(""));
    var sentences = new ArrayList<String>();
    note.detects().forEach(detect -> sentences.add(detect.sentence()));
    note.analysis().forEach(step -> sentences.add(step.block().heading()));
    chinese.ifPresent(c -> {
      sentences.addAll(c.steps());
      c.detects().forEach(detect -> sentences.add(detect.sentence()));
    });
    fields.put("sentences", String.join("\n", sentences));
    fields.put("cause", note.cause() + "\n" + chinese.map(c -> c.cause()).orElse(""));
    var remedies = new ArrayList<>(List.of(note.remedy().text()));
    note.steps().forEach(step -> remedies.add(step.heading() + "\n" + step.text()));
    chinese.ifPresent(c -> {
      remedies.add(c.remedy());
      c.runbook().forEach(step -> remedies.add(step.heading() + "\n" + step.text()));
    });
    fields.put("remedy", String.join("\n", remedies));
    return fields;
  }

  /// The notes that answer best, best first.
  ///
  /// @param asked an error line, a name or words
  public List<Found> find(String asked, int most) {
    var words = words(asked);
    var ofLine = notesOfLine(asked);
    var notes = new LinkedHashSet<>(ofLine);
    ranked(asked, words, most + ofLine.size())
        .forEach(id -> casebook.note(id).ifPresent(notes::add));
    return notes.stream()
        .limit(most)
        .map(note -> found(note, ofLine.contains(note), words))
        .toList();
  }

  /// The notes of which a signal is in an error line.
  List<Found> ofLine(String line) {
    var words = words(line);
    return notesOfLine(line).stream().map(note -> found(note, true, words)).toList();
  }

  private List<Note> notesOfLine(String asked) {
    var line = new ErrorLine(asked);
    return lines().stream().filter(line::isOf).map(NoteLines::note).toList();
  }

  private List<NoteLines> lines() {
    var made = lines;
    if (made == null) {
      made = casebook.notes().stream().map(NoteLines::of).toList();
      lines = made;
    }
    return made;
  }

  private Set<String> words(String asked) {
    return ofQuestions.words(asked).stream().limit(WORDS_MAX).collect(Collectors.toSet());
  }

  private Found found(Note note, boolean isLine, Set<String> words) {
    return new Found(note, isLine, Passages.best(note, words, ofNotes), words);
  }

  private List<String> ranked(String asked, Iterable<String> words, int most) {
    try (var reader = DirectoryReader.open(directory)) {
      var searcher = new IndexSearcher(reader);
      var ids = new ArrayList<String>();
      for (var hit : searcher.search(query(asked, words), most).scoreDocs) {
        ids.add(searcher.storedFields().document(hit.doc).get(ID));
      }
      return ids;
    } catch (IOException e) {
      throw new IllegalStateException(e); // memory, or a folder of our own
    }
  }

  private static Query query(String asked, Iterable<String> words) {
    var query = new BooleanQuery.Builder();
    var whole = asked.strip().toLowerCase(Locale.ROOT);
    var name = new Term(NAME, whole.substring(0, Math.min(NAME_MAX, whole.length())));
    query.add(new BoostQuery(new TermQuery(name), NAME_WEIGHT), BooleanClause.Occur.SHOULD);
    for (var word : words) {
      var places = new ArrayList<Query>();
      WEIGHTS.forEach((field, weight) ->
          places.add(new BoostQuery(new TermQuery(new Term(field, word)), weight)));
      query.add(new DisjunctionMaxQuery(places, 0.3f), BooleanClause.Occur.SHOULD);
    }
    return query.build();
  }
}

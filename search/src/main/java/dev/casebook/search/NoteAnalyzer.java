package dev.casebook.search;

import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.GENERATE_WORD_PARTS;
import static org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter.PRESERVE_ORIGINAL;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.core.FlattenGraphFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Text to words: identifiers such as `nf_conntrack` and `cpuacct.stat` whole and in parts, English
/// words without their endings, Chinese characters in pairs.
final class NoteAnalyzer extends Analyzer {

  private final boolean isOfNotes;

  private NoteAnalyzer(boolean isOfNotes) {
    this.isOfNotes = isOfNotes;
  }

  /// Of what notes say: pairs and single characters.
  static NoteAnalyzer ofNotes() {
    return new NoteAnalyzer(true);
  }

  /// Of what is asked: pairs, and a character only where it stands alone. A single one of a longer
  /// word stands in every other note.
  static NoteAnalyzer ofQuestions() {
    return new NoteAnalyzer(false);
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    var source = new StandardTokenizer();
    var parts = PRESERVE_ORIGINAL | GENERATE_WORD_PARTS | GENERATE_NUMBER_PARTS;
    TokenStream words = new WordDelimiterGraphFilter(source, parts, null);
    words = new FlattenGraphFilter(words);
    words = new LowerCaseFilter(new CJKWidthFilter(words));
    words = new CJKBigramFilter(words, CJKBigramFilter.HAN, isOfNotes);
    return new TokenStreamComponents(source, new PorterStemFilter(words));
  }

  /// The words of a text, each once.
  Set<String> words(String text) {
    var words = new LinkedHashSet<String>();
    try (var stream = tokenStream("", new StringReader(text))) {
      var term = stream.addAttribute(CharTermAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(term.toString());
      }
      stream.end();
      return words;
    } catch (IOException e) {
      throw new IllegalStateException(e); // a text in memory
    }
  }
}

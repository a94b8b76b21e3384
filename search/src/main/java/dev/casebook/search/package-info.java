/// The casebook as a knowledge base: a pasted error line finds the note whose signal it is, and
/// words find notes by what they tell. The only room that knows Lucene.
@NullMarked
package dev.casebook.search;

import org.jspecify.annotations.NullMarked;

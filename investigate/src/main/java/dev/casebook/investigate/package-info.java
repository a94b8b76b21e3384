/// The product in one method: from sources to verdicts.
@NullMarked
package dev.casebook.investigate;

import org.jspecify.annotations.NullMarked;

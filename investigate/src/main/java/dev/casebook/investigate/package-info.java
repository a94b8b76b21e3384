/// The product in one method.
@NullMarked
package dev.casebook.investigate;

import org.jspecify.annotations.NullMarked;

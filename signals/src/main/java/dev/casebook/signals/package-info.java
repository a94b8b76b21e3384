/// Every log pattern in one pass.
@NullMarked
package dev.casebook.signals;

import org.jspecify.annotations.NullMarked;

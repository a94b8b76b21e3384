/// The orders in which distributions number packages and kernels.
@NullMarked
package dev.casebook.formats.versions;

import org.jspecify.annotations.NullMarked;

/// Which tracked connections are asked for.
@NullMarked
package dev.casebook.wings.conntrack.filter;

import org.jspecify.annotations.NullMarked;

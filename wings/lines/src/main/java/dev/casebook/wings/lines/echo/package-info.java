/// Echo requests and what comes back, by whatever socket is allowed.
@NullMarked
package dev.casebook.wings.lines.echo;

import org.jspecify.annotations.NullMarked;

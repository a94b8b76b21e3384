/// The wing of connection tracking.
@NullMarked
package dev.casebook.wings.conntrack;

import org.jspecify.annotations.NullMarked;

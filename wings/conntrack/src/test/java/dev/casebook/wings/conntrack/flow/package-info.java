@NullMarked
package dev.casebook.wings.conntrack.flow;

import org.jspecify.annotations.NullMarked;

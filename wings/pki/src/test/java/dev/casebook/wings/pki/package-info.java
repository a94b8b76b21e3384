@NullMarked
package dev.casebook.wings.pki;

import org.jspecify.annotations.NullMarked;

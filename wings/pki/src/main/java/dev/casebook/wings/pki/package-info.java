/// Certificate authorities: their folders, their certificates, and servers that trust them.
@NullMarked
package dev.casebook.wings.pki;

import org.jspecify.annotations.NullMarked;

/// Casebook as a plugin of Wireshark: what its extcap protocol asks and how it is answered.
@NullMarked
package dev.casebook.wings.captures.extcap;

import org.jspecify.annotations.NullMarked;

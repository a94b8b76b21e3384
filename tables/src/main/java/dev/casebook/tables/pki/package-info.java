/// Certificates, and what their authorities keep of them.
@NullMarked
package dev.casebook.tables.pki;

import org.jspecify.annotations.NullMarked;

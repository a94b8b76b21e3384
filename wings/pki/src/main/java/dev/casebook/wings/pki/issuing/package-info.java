/// Keys, certificates and revocation lists made; the only package that knows Bouncy Castle.
@NullMarked
package dev.casebook.wings.pki.issuing;

import org.jspecify.annotations.NullMarked;

/// OpenVPN servers that use a revocation list, and what their user may read.
@NullMarked
package dev.casebook.wings.pki.server;

import org.jspecify.annotations.NullMarked;

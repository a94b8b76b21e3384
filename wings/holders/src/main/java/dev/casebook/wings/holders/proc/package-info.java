/// What a host tells of its processes, mounts and sockets, as far as we may look.
@NullMarked
package dev.casebook.wings.holders.proc;

import org.jspecify.annotations.NullMarked;

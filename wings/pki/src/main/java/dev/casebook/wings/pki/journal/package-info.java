/// Changes of several files at once: made whole or not at all, remembered, and taken back.
@NullMarked
package dev.casebook.wings.pki.journal;

import org.jspecify.annotations.NullMarked;

/// What is done to an authority and seen of it: each act as a change to its folder.
@NullMarked
package dev.casebook.wings.pki.tool;

import org.jspecify.annotations.NullMarked;

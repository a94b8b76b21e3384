/// How machines are installed: what a provisioning server knows of them.
@NullMarked
package dev.casebook.tables.provisioning;

import org.jspecify.annotations.NullMarked;

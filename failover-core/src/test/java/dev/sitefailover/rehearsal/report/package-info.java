/** Reports are checked by reading them back with other people's parsers. */
@NullMarked
package dev.sitefailover.rehearsal.report;

import org.jspecify.annotations.NullMarked;

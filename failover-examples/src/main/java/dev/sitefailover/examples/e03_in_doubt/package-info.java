/** An acknowledgement is lost: the call surfaces as in doubt and is settled by enquiry. */
@NullMarked
package dev.sitefailover.examples.e03_in_doubt;

import org.jspecify.annotations.NullMarked;

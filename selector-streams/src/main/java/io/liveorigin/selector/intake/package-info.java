/** What is recorded of the copies that come, and what is found out about recorded ones later. */
package io.liveorigin.selector.intake;

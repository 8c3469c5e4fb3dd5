/**
 * What a look at an address finds, and what is remembered from one look to the next: what waits and
 * until when, what is on its way through the log, and what was read back.
 */
package io.liveorigin.selector.propose;

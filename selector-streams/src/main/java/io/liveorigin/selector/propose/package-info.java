/**
 * Looks at addresses, and the state that is kept from one look to the next: the addresses that wait
 * and until when, the proposals that are on their way through the log, and the decisions that were
 * read back.
 */
package io.liveorigin.selector.propose;

/** What happens to a record or an address that a task cannot process: the rest goes on. */
package io.liveorigin.selector.quarantine;

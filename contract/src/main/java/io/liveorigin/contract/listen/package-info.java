/** Addresses that a process listens on. */
package io.liveorigin.contract.listen;

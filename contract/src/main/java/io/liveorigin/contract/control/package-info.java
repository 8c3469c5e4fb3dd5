/** Events, masks, invalidations: the state, its records, and the one ordered way to change it. */
package io.liveorigin.contract.control;

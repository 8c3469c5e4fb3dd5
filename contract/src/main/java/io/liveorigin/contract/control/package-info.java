/**
 * Events, masks, invalidations, notifications: the state, its records, and the only way to change
 * it, in one order.
 */
package io.liveorigin.contract.control;

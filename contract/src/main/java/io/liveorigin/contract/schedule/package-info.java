/**
 * The instants at which a segment is due, decided and gone, in integer arithmetic that saturates.
 */
package io.liveorigin.contract.schedule;

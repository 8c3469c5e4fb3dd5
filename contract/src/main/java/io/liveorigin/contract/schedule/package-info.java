/** When a segment is due, decided, gone: integer arithmetic that saturates. */
package io.liveorigin.contract.schedule;

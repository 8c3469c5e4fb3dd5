/** Refusals: their codes, their HTTP status, and how they are written (RFC 9457). */
package io.liveorigin.contract.error;

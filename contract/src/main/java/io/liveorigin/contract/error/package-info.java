/** Every refusal: its code, its HTTP status, and how it is written (RFC 9457). */
package io.liveorigin.contract.error;

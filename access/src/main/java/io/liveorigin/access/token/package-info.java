/**
 * Viewers' tokens: Common Access Tokens (CTA-5007), which are CBOR Web Tokens (RFC 8392) in COSE
 * (RFC 9052). {@code docs/security.md} says which claims are checked, which are ignored and which
 * are refused.
 */
package io.liveorigin.access.token;

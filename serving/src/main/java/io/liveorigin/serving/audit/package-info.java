/**
 * Who changed what through the admin API, or tried to: the topic {@code audit}. A change and its
 * record are one transaction (ADR 37); what is refused is recorded afterwards, within bounds.
 */
package io.liveorigin.serving.audit;

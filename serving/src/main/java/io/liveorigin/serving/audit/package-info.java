/**
 * The topic {@code audit}: who changed what through the admin API, or tried to. A change and its
 * record are one transaction (ADR 37); refusals are recorded afterwards, within bounds.
 */
package io.liveorigin.serving.audit;

/**
 * Recorded choices: {@code Decision} and {@code Reason}; which records of the log are decisions
 * ({@code AcceptedRevisions}); what playlists list; changes of init segments.
 */
package io.liveorigin.contract.decision;

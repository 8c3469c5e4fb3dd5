/**
 * The recorded choice: {@code Decision}, {@code Reason}, what playlists list, changes of init
 * segments.
 */
package io.liveorigin.contract.decision;

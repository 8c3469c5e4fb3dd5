/** What {@code origin quarantine} prints. */
package io.liveorigin.standalone.analyse.quarantine;

/** Identifies clients by the credentials that they present, and says what they may do. */
package io.liveorigin.access.credential;

/**
 * Notifications from operators and packagers about an event, and which of them are in force at a
 * number.
 */
package io.liveorigin.contract.notification;

/** What operators and packagers say about an event from a number on, and what holds at a number. */
package io.liveorigin.contract.notification;

/**
 * The environment of the task of a partition: its settings, its tracks, the monitor of its work,
 * and the guard of its steps.
 */
package io.liveorigin.selector.task;

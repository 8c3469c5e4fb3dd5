/**
 * What the task of a partition is given: its settings, its tracks, who counts what it does, and
 * what guards its steps.
 */
package io.liveorigin.selector.task;

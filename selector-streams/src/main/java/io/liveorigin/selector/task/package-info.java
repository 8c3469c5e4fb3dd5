/** What the task of a partition is given: its settings, its tracks, and who counts what it does. */
package io.liveorigin.selector.task;

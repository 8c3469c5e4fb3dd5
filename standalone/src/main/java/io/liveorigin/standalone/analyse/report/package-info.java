/** How the pipelines of an event did over a time: {@code origin report}. */
package io.liveorigin.standalone.analyse.report;

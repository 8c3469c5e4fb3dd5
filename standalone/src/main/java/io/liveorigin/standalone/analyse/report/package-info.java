/** How the pipelines of an event performed over an interval: {@code origin report}. */
package io.liveorigin.standalone.analyse.report;

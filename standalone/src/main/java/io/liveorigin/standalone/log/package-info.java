/** What the log is written with: named in logback.xml, which makes the classes. */
package io.liveorigin.standalone.log;

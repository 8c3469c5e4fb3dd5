/**
 * How text from outside is shown on a terminal and in the log, so that it cannot pass for something
 * else. Logback instantiates the converters that {@code logback.xml} names.
 */
package io.liveorigin.standalone.text;

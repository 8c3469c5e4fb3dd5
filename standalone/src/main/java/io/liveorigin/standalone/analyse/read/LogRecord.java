package io.liveorigin.standalone.analyse.read;

import java.util.Optional;

/**
 * One record of the log.
 *
 * @param key its key; empty text if it has none
 * @param value its value; empty for a deletion
 * @param time its timestamp, epoch ms; for {@code selections} the broker's time
 */
public record LogRecord(String key, Optional<byte[]> value, long time) {}

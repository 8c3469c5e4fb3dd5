package io.liveorigin.standalone.analyse.read;

import java.util.Optional;

/**
 * One record as it lies in the log.
 *
 * @param key its key; empty text where it has none
 * @param value its value; empty for a deletion
 */
public record LogRecord(String key, Optional<byte[]> value) {}

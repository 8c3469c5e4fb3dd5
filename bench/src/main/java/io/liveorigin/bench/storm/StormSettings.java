package io.liveorigin.bench.storm;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a storm is run.
 *
 * @param directory is filled and left behind
 * @param core the origin's processes are pinned to it; the caller pins itself to another
 * @param liveEvents each has three representations, a packager and a viewer for each
 * @param rounds of a quiet block and one of storm
 * @param seconds of a block
 * @param warmUpSeconds before anything counts
 * @param serve further options of {@code origin serve}
 */
public record StormSettings(
    Path directory,
    OptionalInt core,
    int liveEvents,
    int rounds,
    int seconds,
    int warmUpSeconds,
    List<String> serve) {}

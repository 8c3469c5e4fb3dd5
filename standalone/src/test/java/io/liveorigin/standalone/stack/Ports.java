package io.liveorigin.standalone.stack;

import io.liveorigin.standalone.support.Jvm;
import io.liveorigin.testing.Patience;
import java.util.Arrays;
import java.util.List;

/** The ports that a child process says it listens on. */
public record Ports(List<Integer> all) {

  public static Ports of(Jvm process) {
    String line = process.awaitLine("LISTENING", Patience.LIMIT);
    return new Ports(
        Arrays.stream(line.substring(line.indexOf("LISTENING")).trim().split(" "))
            .skip(1)
            .map(Integer::valueOf)
            .toList());
  }

  public int serving() {
    return all.get(0);
  }

  public int admin() {
    return all.get(1);
  }

  public int ingest(String pipeline) {
    return all.get(pipeline.equals("a") ? 2 : 3);
  }
}

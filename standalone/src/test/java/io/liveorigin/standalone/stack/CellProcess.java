package io.liveorigin.standalone.stack;

import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.kafka.KafkaSettings;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.serving.invalidation.CdnNode;
import io.liveorigin.serving.invalidation.PurgeStyle;
import io.liveorigin.standalone.process.ServingNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * One cell in a process of its own. Arguments: bootstrap servers, cell, directory, and, where there
 * is a cache in front, a file with its URL; it knows PURGE.
 */
public final class CellProcess {
  private CellProcess() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    KafkaSettings kafka = new KafkaSettings(args[0], TopicSettings.singleNode());
    ServingNode node =
        ServingNode.start(
            ServingConfig.onLoopback(0, 0).withCdnNodes(cdn(args)),
            SelectorConfig.of(kafka, args[1], "n1", Path.of(args[2])),
            Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(node::close));
    System.out.println("LISTENING " + node.port() + " " + node.adminPort());
    new CountDownLatch(1).await();
  }

  private static List<CdnNode> cdn(String[] args) throws IOException {
    return args.length < 4
        ? List.of()
        : List.of(
            new CdnNode(
                "edge",
                URI.create(Files.readString(Path.of(args[3]))),
                PurgeStyle.PURGE,
                Map.of()));
  }
}

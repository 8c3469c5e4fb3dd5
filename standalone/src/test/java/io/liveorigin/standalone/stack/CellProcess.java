package io.liveorigin.standalone.stack;

import io.liveorigin.contract.topic.KafkaSettings;
import io.liveorigin.contract.topic.TopicSettings;
import io.liveorigin.selector.run.SelectorConfig;
import io.liveorigin.serving.ServingConfig;
import io.liveorigin.standalone.node.ServingNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** One cell in a process of its own. Arguments: bootstrap servers, cell, directory. */
public final class CellProcess {
  private CellProcess() {}

  public static void main(String[] args) throws InterruptedException {
    KafkaSettings kafka = new KafkaSettings(args[0], TopicSettings.singleNode());
    ServingNode node =
        ServingNode.start(
            ServingConfig.onLoopback(0, 0),
            SelectorConfig.of(kafka, args[1], "n1", Path.of(args[2])),
            Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(node::close));
    System.out.println("LISTENING " + node.port() + " " + node.adminPort());
    new CountDownLatch(1).await();
  }
}

package io.liveorigin.standalone.stack;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A {@link Stack} in a process of its own. Argument: directory. */
public final class StackProcess {
  private StackProcess() {}

  public static void main(String[] args) throws InterruptedException {
    Stack stack = Stack.start(Path.of(args[0]));
    System.out.println(
        "LISTENING "
            + stack.servingPort()
            + " "
            + stack.adminPort()
            + " "
            + stack.ingestPort("a")
            + " "
            + stack.ingestPort("b"));
    new CountDownLatch(1).await();
  }
}

package io.liveorigin.standalone.support.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One request and its answer on a connection of their own. The clients' thread. */
final class Exchange {
  private final InetSocketAddress server;
  private final String method;
  private final String path;
  private final ByteBuffer request;
  private final AnswerReader reader;
  private final Asked asked = new Asked(new CompletableFuture<>(), new CompletableFuture<>());
  private Optional<SocketChannel> socket = Optional.empty();

  Exchange(int port, String method, String path) {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.method = method;
    this.path = path;
    this.request =
        StandardCharsets.US_ASCII.encode(
            "%s %s HTTP/1.1\r\nHost: test\r\n\r\n".formatted(method, path));
    this.reader = new AnswerReader(!method.equals("HEAD"));
  }

  Asked asked() {
    return asked;
  }

  void open(Selector selector) {
    try {
      SocketChannel made = SocketChannel.open();
      socket = Optional.of(made);
      made.configureBlocking(false);
      made.connect(server);
      made.register(selector, SelectionKey.OP_CONNECT, this);
    } catch (IOException e) {
      fail(e);
    }
  }

  /**
   * Does what can be done now.
   *
   * @param chunk where bytes are read to; its content is nobody's afterwards
   */
  void ready(SelectionKey key, ByteBuffer chunk) {
    try {
      SocketChannel channel = (SocketChannel) key.channel();
      if (key.isConnectable() && channel.finishConnect()) {
        key.interestOps(SelectionKey.OP_WRITE);
      } else if (key.isWritable()) {
        channel.write(request);
        if (!request.hasRemaining()) {
          key.interestOps(SelectionKey.OP_READ);
          asked.sent().complete(null);
        }
      } else if (key.isReadable()) {
        read(channel, chunk);
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  private void read(SocketChannel channel, ByteBuffer chunk) throws IOException {
    chunk.clear();
    int length = channel.read(chunk);
    if (length < 0) {
      throw new IOException("the server closed the connection " + reader.progress());
    }
    Optional<Answer> answer = reader.read(chunk.flip());
    if (answer.isPresent()) {
      channel.close();
      asked.answer().complete(answer.get());
    }
  }

  /** Ends the connection; does nothing to what is already answered. */
  void fail(IOException reason) {
    try {
      if (socket.isPresent()) {
        socket.get().close();
      }
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
    IOException failure = new IOException(method + " " + path + ": " + reason.getMessage(), reason);
    asked.sent().completeExceptionally(failure);
    asked.answer().completeExceptionally(failure);
  }
}

package io.liveorigin.standalone.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Many clients in a process of their own, each with a connection: open files are counted by
 * process. Arguments: port, path, how many. Says {@code ASKED} when all have asked, and {@code
 * ANSWERED} with how many got 200 when each was answered.
 */
public final class WaitingClients {
  private static final int ENOUGH = 12;

  private WaitingClients() {}

  public static void main(String[] args) throws IOException {
    byte[] request =
        ("HEAD " + args[1] + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    int count = Integer.parseInt(args[2]);
    List<SocketChannel> clients = new ArrayList<>(count);
    InetSocketAddress origin =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    for (int i = 0; i < count; i++) {
      SocketChannel client = SocketChannel.open(origin);
      client.write(ByteBuffer.wrap(request));
      clients.add(client);
    }
    System.out.println("ASKED");
    int found = 0;
    for (SocketChannel client : clients) {
      if (status(client).equals("HTTP/1.1 200")) {
        found++;
      }
    }
    System.out.println("ANSWERED " + found);
  }

  private static String status(SocketChannel client) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(ENOUGH);
    while (start.hasRemaining() && client.read(start) >= 0) {
      // An answer may come in pieces.
    }
    return new String(start.array(), 0, start.position(), StandardCharsets.US_ASCII);
  }
}

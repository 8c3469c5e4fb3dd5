package io.liveorigin.ingest.support;

import io.liveorigin.testing.Patience;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** HTTP/1.1 by hand, for what an ordinary client never does. */
public final class RawClient implements AutoCloseable {

  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final IOException refusedWrite = new IOException("writes that failed");
  private int bytesRead;

  public RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  public RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(Patience.LIMIT_MILLIS);
    socket.setTcpNoDelay(true);
    this.out = socket.getOutputStream();
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a request head; lines without line ends. */
  public RawClient head(String... lines) {
    return text(String.join("\r\n", lines) + "\r\n\r\n");
  }

  public RawClient text(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** What a server that has answered and closed no longer takes is left out; the answer counts. */
  public RawClient bytes(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      refusedWrite.addSuppressed(e);
    }
    return this;
  }

  /** Sends one chunk of a chunked body. */
  public RawClient chunk(byte[] bytes) {
    return text(Integer.toHexString(bytes.length) + "\r\n").bytes(bytes).text("\r\n");
  }

  /** Says that no more comes, and still reads. */
  public RawClient half() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Vanishes at once, as a killed process does. */
  public void vanish() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Reads one answer with its body. Throws EOFException where the connection ends before. */
  public Client.Answer answer() throws IOException {
    String statusLine = line();
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    byte[] body = in.readNBytes(length);
    bytesRead += body.length;
    return new Client.Answer(Integer.parseInt(statusLine.substring(9, 12)), headers, body);
  }

  /** Bytes of all answers so far, heads included. */
  public int bytesRead() {
    return bytesRead;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = next(); b != '\n'; b = next()) {
      if (b < 0) {
        EOFException ended = new EOFException("the connection ended after '" + line + "'");
        ended.addSuppressed(refusedWrite);
        throw ended;
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  private int next() throws IOException {
    bytesRead++;
    return in.read();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

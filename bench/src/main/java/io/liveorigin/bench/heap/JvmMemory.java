package io.liveorigin.bench.heap;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Reads the memory use of another JVM of this user through its own management agent. Used by one
 * thread.
 */
public final class JvmMemory implements AutoCloseable {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB");
  private static final double MIB = 1024 * 1024;

  /**
   * The memory use at one instant, in MiB.
   *
   * @param heap the reachable objects, as a full collection in one pause finds them
   * @param direct the direct buffers that Java counts
   * @param resident the memory of the whole process, with everything native
   */
  public record Sample(double heap, double direct, double resident) {}

  private final long pid;
  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  private JvmMemory(long pid, JMXConnector connector) throws IOException {
    this.pid = pid;
    this.connector = connector;
    this.beans = connector.getMBeanServerConnection();
  }

  // The data that is deserialised comes from a process that this one has started.
  @SuppressWarnings("BanJNDI")
  public static JvmMemory of(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        String address = machine.startLocalManagementAgent();
        return new JvmMemory(pid, JMXConnectorFactory.connect(new JMXServiceURL(address)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IOException("cannot attach to process " + pid, e);
    }
  }

  /** Forces a full collection and returns a sample. */
  public Sample take() throws IOException {
    try {
      // Counts the live objects in the pause of the collection itself: objects that are allocated
      // between a collection and a later reading of the heap would be noise.
      String histogram =
          (String)
              beans.invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      long direct =
          (Long)
              beans.getAttribute(
                  new ObjectName("java.nio:type=BufferPool,name=direct"), "MemoryUsed");
      String status = Files.readString(Path.of("/proc/" + pid + "/status"));
      return new Sample(
          number(TOTAL, histogram) / MIB, direct / MIB, number(RESIDENT, status) * 1024 / MIB);
    } catch (JMException e) {
      throw new IOException("process " + pid + " did not respond", e);
    }
  }

  private static double number(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("no figure of the form " + pattern + " in: " + text);
    }
    return Double.parseDouble(matcher.group(1));
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }
}

package io.liveorigin.access.client;

import java.net.InetAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * The clients of a listener: counts their connections, requests and handshakes, and enforces {@link
 * ClientLimits}. Any thread may call it; it never blocks.
 *
 * <p>Memory is bounded: about 200 bytes for each client that is connected or was connected
 * recently, and at most {@value #MOST} clients. Above that number, all new clients count as one.
 */
public final class ConnectedClients {
  static final int MOST = 65_536;

  /** One client may use at most this fraction (1/n) of the handshakes of all clients. */
  static final int HANDSHAKE_SHARES = 4;

  /** A /48 may have this multiple of the rates of one client. */
  static final int SITE_RATES = 4;

  private static final long SECOND = 1_000_000_000L;

  private final ClientLimits limits;
  private final LongSupplier nanos;
  private final long begin;
  private final ConcurrentHashMap<ClientNetwork, Client> clients = new ConcurrentHashMap<>();
  private final Client crowd = new Client();
  private final RateLimiter handshakes = new RateLimiter();
  private final LongAdder connected = new LongAdder();
  private final Map<ClientRefusal, LongAdder> refused = new EnumMap<>(ClientRefusal.class);

  /** True while a thread sweeps; only one does at a time. */
  private final AtomicBoolean sweeping = new AtomicBoolean();

  private volatile long swept = -SECOND;

  /**
   * @param nanos monotonic clock, in nanoseconds
   */
  public ConnectedClients(ClientLimits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
    for (ClientRefusal reason : ClientRefusal.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  /** The state of one client. */
  private static final class Client {
    private final RateLimiter connections = new RateLimiter();
    private final RateLimiter requests = new RateLimiter();
    private final RateLimiter handshakes = new RateLimiter();

    /** Open connections; guarded by this. */
    private int open;

    /**
     * True once it was removed from {@code clients}, so no new connection may use it; guarded by
     * this.
     */
    private boolean gone;

    synchronized boolean idle(long now) {
      return open == 0 && connections.rested(now) && requests.rested(now) && handshakes.rested(now);
    }
  }

  /**
   * A client on whose account a connection counts.
   *
   * @param times multiple of the rates of one client that it may have
   */
  private record Share(Client client, int times) {}

  /** One connection, from the time it is accepted until it is closed. */
  public final class ClientConnection implements AutoCloseable {
    /** The client, then its site if it has one; empty for a trusted network. */
    private final List<Share> shares;

    private final AtomicBoolean open = new AtomicBoolean(true);

    private ClientConnection(List<Share> shares) {
      this.shares = List.copyOf(shares);
      connected.increment();
    }

    /**
     * Returns whether the client may begin a TLS handshake now, and counts a refusal if not. The
     * client, or its site if it has one, may use at most its share of the handshakes of all
     * clients.
     */
    public boolean handshake() {
      if (shares.isEmpty()) {
        return true;
      }
      int rate = limits.handshakeRate();
      long now = now();
      // The client's own limit comes first, so that a refused handshake does not use up the quota
      // of the others.
      Client widest = shares.get(shares.size() - 1).client();
      return widest.handshakes.take((rate + HANDSHAKE_SHARES - 1) / HANDSHAKE_SHARES, now)
              && handshakes.take(rate, now)
          || refuse(ClientRefusal.HANDSHAKE_RATE);
    }

    /** Returns whether the client may send a request now, and counts a refusal if not. */
    public boolean request() {
      if (limits.requestRate() == 0) {
        return true;
      }
      for (Share share : shares) {
        if (!share.client().requests.take(limits.requestRate() * share.times(), now())) {
          return refuse(ClientRefusal.REQUEST_RATE);
        }
      }
      return true;
    }

    /** Records that the connection is closed. Further calls have no effect. */
    @Override
    public void close() {
      if (open.getAndSet(false)) {
        connected.decrement();
        shares.forEach(ConnectedClients::left);
      }
    }
  }

  /**
   * Records a new connection. Empty if the client may not connect, which is counted as a refusal;
   * the caller then closes the connection.
   */
  public Optional<ClientConnection> connect(InetAddress address) {
    if (limits.trusted().have(address)) {
      return Optional.of(new ClientConnection(List.of()));
    }
    long now = now();
    ClientNetwork network = ClientNetwork.of(address);
    Optional<Share> client = enter(network, 1, now);
    if (client.isEmpty() || network.site().isEmpty()) {
      return client.map(own -> new ClientConnection(List.of(own)));
    }
    Optional<Share> site = enter(network.site().get(), SITE_RATES, now);
    if (site.isEmpty()) {
      left(client.get());
      return Optional.empty();
    }
    return Optional.of(new ClientConnection(List.of(client.get(), site.get())));
  }

  private Optional<Share> enter(ClientNetwork network, int times, long now) {
    while (true) {
      Client client = client(network, now);
      synchronized (client) {
        if (client.gone) {
          continue;
        }
        if (limits.connections() > 0 && client.open >= limits.connections()) {
          refuse(ClientRefusal.CONNECTIONS);
          return Optional.empty();
        }
        if (!client.connections.take(limits.connectionRate() * times, now)) {
          refuse(ClientRefusal.CONNECTION_RATE);
          return Optional.empty();
        }
        client.open++;
        return Optional.of(new Share(client, times));
      }
    }
  }

  private Client client(ClientNetwork network, long now) {
    Client known = clients.get(network);
    if (known != null) {
      return known;
    }
    if (clients.size() >= MOST) {
      sweep(now);
      if (clients.size() >= MOST) {
        return crowd;
      }
    }
    return clients.computeIfAbsent(network, any -> new Client());
  }

  /**
   * Removes clients that are not connected and whose rates have recovered; at most once a second.
   */
  private void sweep(long now) {
    if (now - swept < SECOND || !sweeping.compareAndSet(false, true)) {
      return;
    }
    try {
      swept = now;
      clients.values().removeIf(client -> forgets(client, now));
    } finally {
      sweeping.set(false);
    }
  }

  private static boolean forgets(Client client, long now) {
    synchronized (client) {
      client.gone = client.idle(now);
      return client.gone;
    }
  }

  private static void left(Share share) {
    synchronized (share.client()) {
      share.client().open--;
    }
  }

  /** Counts a refusal and returns false. */
  public boolean refuse(ClientRefusal reason) {
    refused.get(reason).increment();
    return false;
  }

  /** Returns how many refusals there were for this reason. */
  public long refused(ClientRefusal reason) {
    return refused.get(reason).sum();
  }

  /** Returns the number of connections that are open now. */
  public long connected() {
    return connected.sum();
  }

  /** Returns the limits of clients. */
  public ClientLimits limits() {
    return limits;
  }

  /** Returns the number of clients that are kept in memory. */
  int remembered() {
    return clients.size();
  }

  private long now() {
    return nanos.getAsLong() - begin;
  }
}

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
 * Who is connected to a listener, and how much each takes. Any thread; never blocks.
 *
 * <p>Memory is bounded: about 200 bytes for each client that is connected or was so a short time
 * ago, of {@value #MOST} clients at most. Beyond that all new ones count as one.
 */
public final class ConnectedClients {
  static final int MOST = 65_536;

  /** No client takes more than one in so many of the handshakes of all. */
  static final int HANDSHAKE_SHARES = 4;

  /** A /48 may have so many times the rates of one client. */
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

  /** One thread sweeps. */
  private final AtomicBoolean sweeping = new AtomicBoolean();

  private volatile long swept = -SECOND;

  /**
   * @param nanos a clock that only goes forward
   */
  public ConnectedClients(ClientLimits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
    for (ClientRefusal reason : ClientRefusal.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  /** What one client has. */
  private static final class Client {
    private final RateLimiter connections = new RateLimiter();
    private final RateLimiter requests = new RateLimiter();
    private final RateLimiter handshakes = new RateLimiter();

    /** Guarded by this. */
    private int open;

    /** Guarded by this: nobody knows it any more. */
    private boolean gone;

    synchronized boolean idle(long now) {
      return open == 0 && connections.rested(now) && requests.rested(now) && handshakes.rested(now);
    }
  }

  /**
   * A client that a connection counts for.
   *
   * @param times how many times the rates of one client it may have
   */
  private record Share(Client client, int times) {}

  /** One connection, from when it is accepted until it is closed. */
  public final class ClientConnection implements AutoCloseable {
    /** The client, then the site around it, if there is one; none of whoever is trusted. */
    private final List<Share> shares;

    private final AtomicBoolean open = new AtomicBoolean(true);

    private ClientConnection(List<Share> shares) {
      this.shares = List.copyOf(shares);
      connected.increment();
    }

    /**
     * Whether the client may begin a TLS handshake now; counted if not. It takes its share of those
     * of all clients at most, or the site around it does.
     */
    public boolean handshake() {
      if (shares.isEmpty()) {
        return true;
      }
      int rate = limits.handshakeRate();
      long now = now();
      // Its own first: what it may not have is not taken from the others.
      Client widest = shares.get(shares.size() - 1).client();
      return widest.handshakes.take((rate + HANDSHAKE_SHARES - 1) / HANDSHAKE_SHARES, now)
              && handshakes.take(rate, now)
          || refuse(ClientRefusal.HANDSHAKE_RATE);
    }

    /** Whether it may ask now; counted if not. */
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

    /** The connection is closed; once counts. */
    @Override
    public void close() {
      if (open.getAndSet(false)) {
        connected.decrement();
        shares.forEach(ConnectedClients::left);
      }
    }
  }

  /** A client connects. Empty where it may not, which is counted: close the connection then. */
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

  /** Forgets whoever is not connected and has no debts; at most once a second. */
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

  /** Counts a refusal; false. */
  public boolean refuse(ClientRefusal reason) {
    refused.get(reason).increment();
    return false;
  }

  /** How often that has happened. */
  public long refused(ClientRefusal reason) {
    return refused.get(reason).sum();
  }

  /** Connections that are open now. */
  public long connected() {
    return connected.sum();
  }

  /** What clients may take. */
  public ClientLimits limits() {
    return limits;
  }

  /** Clients that are remembered. */
  int remembered() {
    return clients.size();
  }

  private long now() {
    return nanos.getAsLong() - begin;
  }
}

package io.liveorigin.standalone.export;

import io.liveorigin.contract.address.EventId;
import io.liveorigin.contract.address.View;
import io.liveorigin.contract.lifecycle.NamedThreadFactory;
import io.liveorigin.contract.segment.Digest;
import io.liveorigin.standalone.process.StopSignal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Exports one view. Manifests are written last, and removed before any segment is written or
 * removed, so a folder that has them is complete. A second run continues where the first ended: it
 * compares the files that are there with the origin's digests, and fetches only those that differ.
 * One thread.
 */
public final class Exporter {
  /** Digests of all files, as {@code sha256sum -c} reads them. */
  static final String SUMS = "SHA256SUMS";

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * The part to export, its origin and its destination.
   *
   * @param serving the public listener, or a cache in front of it
   * @param secret secret of the CDN, if the listener requires one
   * @param from the beginning; whole seconds count
   * @param to the end
   * @param folder may exist already
   * @param parallel how many files are fetched at a time
   */
  public record Settings(
      URI serving,
      Optional<String> secret,
      EventId event,
      Instant from,
      Instant to,
      Path folder,
      int parallel) {
    /** Records print their components, and the secret must not appear in a log. */
    @Override
    public String toString() {
      return event + " from " + from + " to " + to + ", served by " + serving + ", into " + folder;
    }
  }

  /**
   * The result of an export.
   *
   * @param gaps segments that the origin does not have; the folder plays except for them
   * @param filled segments that no pipeline published and that the origin made
   */
  public record Result(ExportProgress progress, List<String> gaps, List<String> filled) {}

  /** The result for one file. */
  private record FileResult(
      ExportFile file, Optional<Digest> digest, long written, boolean filler) {}

  /** Names of segments that are reported to the user. */
  private record Remarks(List<String> gaps, List<String> filled) {}

  private final Settings settings;
  private final ExportListener listener;
  private final OriginClient client;
  private final ExportFolder folder;

  /**
   * Names of the files that mark the folder as complete; empty once they are removed. Guarded by
   * this.
   */
  private List<String> seals = List.of();

  private Exporter(
      Settings settings, Duration pause, Duration limit, ExportListener listener, StopSignal stop) {
    this.settings = settings;
    this.listener = listener;
    this.client = new OriginClient(settings.serving(), settings.secret(), pause, limit, stop);
    this.folder = new ExportFolder(settings.folder());
  }

  /**
   * Exports; blocks.
   *
   * @throws ExportException if it cannot export
   */
  public static Result export(Settings settings, ExportListener listener, StopSignal stop) {
    return export(settings, PAUSE, LIMIT, listener, stop);
  }

  /** Exports with another pause before a retry, and another time limit for a response. */
  static Result export(
      Settings settings, Duration pause, Duration limit, ExportListener listener, StopSignal stop) {
    return new Exporter(settings, pause, limit, listener, stop).run();
  }

  private Result run() {
    ExportPlan plan = ExportPlan.read(client, view());
    seal(Stream.concat(plan.manifests().keySet().stream(), Stream.of(SUMS)).toList());
    Remarks told = new Remarks(new ArrayList<>(), new ArrayList<>());
    TreeMap<String, Digest> digests = new TreeMap<>();
    ExportProgress progress = fetch(plan, told, digests);
    Map<String, byte[]> manifests = new LinkedHashMap<>();
    plan.manifests()
        .forEach((name, text) -> manifests.put(name, text.getBytes(StandardCharsets.UTF_8)));
    manifests.forEach((name, bytes) -> digests.put(name, Digest.of(bytes)));
    manifests.put(SUMS, sums(digests));
    if (manifests.entrySet().stream().anyMatch(this::differs)) {
      // Manifests of two exports must not be mixed.
      unseal();
      manifests.forEach(folder::write);
    }
    return new Result(
        progress, told.gaps().stream().sorted().toList(), told.filled().stream().sorted().toList());
  }

  private static byte[] sums(TreeMap<String, Digest> digests) {
    return digests.entrySet().stream()
        .map(entry -> entry.getValue().hex() + "  " + entry.getKey() + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private boolean differs(Map.Entry<String, byte[]> manifest) {
    return !folder.digest(manifest.getKey()).equals(Optional.of(Digest.of(manifest.getValue())));
  }

  private synchronized void seal(List<String> names) {
    seals = names;
  }

  /**
   * Removes the manifests: a folder that has them is complete, and this one may not be for a while.
   * Any thread.
   */
  private synchronized void unseal() {
    seals.forEach(folder::remove);
    seals = List.of();
  }

  private URI view() {
    View view =
        new View(
            OptionalLong.of(settings.from().getEpochSecond()),
            OptionalLong.of(settings.to().plusNanos(999_999_999).getEpochSecond()),
            List.of());
    String base = settings.serving().toString().replaceFirst("/+$", "");
    return URI.create(base + "/" + settings.event() + "/" + view.path());
  }

  private ExportProgress fetch(ExportPlan plan, Remarks told, TreeMap<String, Digest> digests) {
    ExportProgress progress = new ExportProgress(plan.files().size(), 0, 0, 0, 0);
    ExecutorService threads =
        Executors.newFixedThreadPool(settings.parallel(), NamedThreadFactory.numbered("export"));
    try {
      ExecutorCompletionService<FileResult> fetched = new ExecutorCompletionService<>(threads);
      for (ExportFile file : plan.files()) {
        Future<FileResult> unused = fetched.submit(() -> fetch(file));
      }
      listener.progress(progress);
      for (int i = 0; i < plan.files().size(); i++) {
        FileResult done = fetched.take().get();
        done.digest().ifPresent(digest -> digests.put(done.file().name(), digest));
        if (done.digest().isEmpty()) {
          told.gaps().add(done.file().name());
        } else if (done.filler()) {
          told.filled().add(done.file().name());
        }
        progress = after(progress, done);
        listener.progress(progress);
      }
      return progress;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new ExportException("an export failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExportException("stopped", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static ExportProgress after(ExportProgress before, FileResult done) {
    boolean missing = done.digest().isEmpty();
    boolean written = done.written() > 0;
    return new ExportProgress(
        before.total(),
        before.fetched() + (written ? 1 : 0),
        before.kept() + (written || missing ? 0 : 1),
        before.missing() + (missing ? 1 : 0),
        before.bytes() + done.written());
  }

  private FileResult fetch(ExportFile file) {
    Optional<Digest> have = folder.digest(file.name());
    OriginClient.Outcome outcome = client.get(file.url(), have);
    if (outcome instanceof OriginClient.Outcome.Bytes bytes) {
      unseal();
      folder.write(file.name(), bytes.body());
      return new FileResult(file, Optional.of(bytes.digest()), bytes.body().length, bytes.filler());
    }
    if (outcome instanceof OriginClient.Outcome.Same same) {
      return new FileResult(file, have, 0, same.filler());
    }
    if (outcome instanceof OriginClient.Outcome.Absent absent) {
      if (absent.expired() && have.isPresent()) {
        // Bytes that are there were right when they were fetched.
        return new FileResult(file, have, 0, false);
      }
      if (file.init()) {
        throw new ExportException(file.url() + ": " + absent.reason());
      }
    }
    if (have.isPresent()) {
      // A segment that was masked must not be played.
      unseal();
      folder.remove(file.name());
    }
    return new FileResult(file, Optional.empty(), 0, false);
  }
}

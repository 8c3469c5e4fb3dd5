package io.liveorigin.bench.command;

import io.liveorigin.bench.process.CpuPinning;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The cores of the side that is measured, and of the rest. */
public abstract class Cores {
  /** Two cores, unless the option says otherwise: a {@code @Mixin}. */
  public static final class Always extends Cores {
    @Option(
        names = "--cores",
        paramLabel = "SERVER,CLIENT",
        split = ",",
        defaultValue = "0,1",
        description = "Core of the server, core of the rest (taskset; default: ${DEFAULT-VALUE}).")
    private List<Integer> cores;

    @Override
    List<Integer> cores() {
      return cores;
    }
  }

  /** No pinning, unless the option says otherwise: a {@code @Mixin}. */
  public static final class OnRequest extends Cores {
    @Option(
        names = "--cores",
        paramLabel = "ORIGIN,LOAD",
        split = ",",
        description = "Pins the origin's processes to one core and the load to another (taskset).")
    private List<Integer> cores = List.of();

    @Override
    List<Integer> cores() {
      return cores;
    }
  }

  abstract List<Integer> cores();

  /** Returns the core of the server or of all of the origin. */
  public final OptionalInt server() {
    return core(0);
  }

  /** Returns the core of the load. */
  public final OptionalInt load() {
    return core(1);
  }

  private OptionalInt core(int index) {
    return cores().size() > index ? OptionalInt.of(cores().get(index)) : OptionalInt.empty();
  }

  /** Pins this process, which makes the load, to its core. */
  public final void pinLoad() throws IOException, InterruptedException {
    CpuPinning.pinThisProcess(load());
  }

  /** Returns the words for a set-up with the option or without it. */
  public final String words(String pinned) {
    return cores().isEmpty() ? "not pinned" : pinned;
  }

  /** Returns the option as it is written after a command, preceded by a space; empty without it. */
  public final String written() {
    return cores().isEmpty()
        ? ""
        : cores().stream().map(String::valueOf).collect(Collectors.joining(",", " --cores ", ""));
  }

  /** Returns the name of a core in a sentence. */
  public static String name(OptionalInt core) {
    return core.isPresent() ? Integer.toString(core.getAsInt()) : "any";
  }
}

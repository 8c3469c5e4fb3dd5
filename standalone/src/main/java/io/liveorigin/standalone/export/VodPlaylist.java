package io.liveorigin.standalone.export;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A complete media playlist of a view, in the form for the folder, where it lies beside its
 * segments. Tags that only a server can honour are removed.
 *
 * @param text UTF-8
 * @param files files that it names, each once, without those that it lists as gaps
 */
record VodPlaylist(String text, List<ExportFile> files) {
  private static final String GAP = "#EXT-X-GAP";
  private static final Pattern MAP = Pattern.compile("#EXT-X-MAP:URI=\"([^\"]+)\"(.*)");
  private static final List<String> OF_A_SERVER =
      List.of("#EXT-X-SERVER-CONTROL:", "#EXT-X-START:");

  /**
   * Reads a playlist.
   *
   * @param url where it was found
   * @param event URL of the event
   */
  static VodPlaylist of(URI url, URI event, byte[] body) {
    List<String> lines = new String(body, StandardCharsets.UTF_8).lines().toList();
    if (!lines.contains("#EXT-X-ENDLIST")) {
      throw new ExportException(
          url + " has not ended: export a part that is over, or wait until it ends");
    }
    List<String> out = new ArrayList<>();
    List<ExportFile> files = new ArrayList<>();
    boolean gap = false;
    for (String line : lines) {
      Matcher map = MAP.matcher(line);
      if (map.matches()) {
        ExportFile file = ExportFile.init(event, url.resolve(map.group(1)));
        files.add(file);
        out.add("#EXT-X-MAP:URI=\"" + file.name() + "\"" + map.group(2));
      } else if (line.startsWith("#")) {
        gap |= line.equals(GAP);
        if (OF_A_SERVER.stream().noneMatch(line::startsWith)) {
          out.add(line);
        }
      } else if (!line.isEmpty()) {
        ExportFile file = ExportFile.of(event, url.resolve(line));
        out.add(file.name());
        if (!gap) {
          files.add(file);
        }
        gap = false;
      }
    }
    return new VodPlaylist(
        out.stream().collect(Collectors.joining("\n", "", "\n")),
        files.stream().distinct().toList());
  }
}

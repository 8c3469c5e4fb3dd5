package io.liveorigin.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between documents lead to a file, and to a heading that it has. */
class LinksDocTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]+))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  @Test
  void every_link_leads_somewhere() throws IOException {
    Set<String> broken = new TreeSet<>();
    int found = 0;
    for (Path document : documents()) {
      Matcher links = LINK.matcher(FENCED.matcher(Files.readString(document)).replaceAll(""));
      while (links.find()) {
        if (links.group(1).contains("://")) {
          continue;
        }
        found++;
        Path target = links.group(1).isEmpty() ? document : document.resolveSibling(links.group(1));
        if (!leads(target, links.group(2))) {
          broken.add(ROOT.relativize(document) + ": " + links.group());
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(found).isGreaterThan(100);
  }

  private static Set<Path> documents() throws IOException {
    try (Stream<Path> top = Files.list(ROOT);
        Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .collect(Collectors.toSet());
    }
  }

  /** As GitHub makes anchors of headings: lower case, hyphens for spaces, no punctuation. */
  private static boolean leads(Path target, String anchor) throws IOException {
    if (anchor == null || !target.toString().endsWith(".md")) {
      return Files.exists(target);
    }
    if (!Files.exists(target)) {
      return false;
    }
    String text = Files.readString(target);
    return text.contains("<a id=\"" + anchor + "\">")
        || HEADING
            .matcher(text)
            .results()
            .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).strip())
            .map(heading -> heading.replaceAll("[^\\p{L}\\p{N}_\\- ]", "").replace(' ', '-'))
            .anyMatch(anchor::equals);
  }
}

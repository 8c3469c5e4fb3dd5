package io.liveorigin.standalone.supply;

import java.util.List;

/** {@code docs/licences.md}: what is shipped, under which licence, and where its source is. */
final class LicencesPage {
  private LicencesPage() {}

  static String of(List<ShippedComponent> components) {
    StringBuilder page =
        new StringBuilder(
            """
            # Licences of what is shipped

            The jars in `standalone/target/lib`, unmodified, from the SBOM of the build (`standalone/target/origin-sbom.json`). The source of
            each is at the address in the last column. `ShippedIT` fails where this page differs from the build, and leaves the right one in
            `standalone/target/licences.md`:

            <!-- not run: CI runs this test with all others; that it exists is checked -->
            ```sh
            mvn -B -pl standalone -am pre-integration-test failsafe:integration-test@default -Dtest=none -Dit.test=ShippedIT \\
              -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
            cp standalone/target/licences.md docs/licences.md
            ```

            Which licences are allowed, and which of several is taken, is in `Licences` (tests of `standalone`), with the reason.

            | component | version | licence | offered also | source |
            |---|---|---|---|---|
            """);
    for (ShippedComponent component : components) {
      if (!component.own()) {
        List<String> taken = Licences.taken(component);
        page.append("| ")
            .append(component.id())
            .append(" | ")
            .append(component.version())
            .append(" | ")
            .append(String.join(", ", taken))
            .append(" | ")
            .append(
                String.join(
                    ", ", component.licences().stream().filter(l -> !taken.contains(l)).toList()))
            .append(" | ")
            .append(component.source())
            .append(" |\n");
      }
    }
    return page.toString();
  }
}

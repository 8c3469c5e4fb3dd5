/*
 * Checks a page for people who read it with a screen reader, enlarged, or on a phone: axe-core's
 * rules in two themes and at three widths, and whether the page as a whole scrolls sideways.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const WIDTHS = [360, 820, 1600];
const THEMES = ['light', 'dark'];
const IMPACTS = ['serious', 'critical'];

/**
 * Returns what was found: `{ width, theme, id, help, targets }` for each violation with a serious
 * or critical impact. The size of the page is as before afterwards.
 *
 * @param page of Puppeteer
 */
export async function accessibility(page) {
  const before = page.viewport();
  // Evaluated through the debugger, which the page's policy of content does not restrict.
  await page.evaluate(await readFile(AXE, 'utf8'));
  const found = [];
  for (const theme of THEMES) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    for (const width of WIDTHS) {
      await page.setViewport({ ...before, width });
      const { violations, overflow } = await page.evaluate(async () => ({
        violations: (await window.axe.run(document, { resultTypes: ['violations'] })).violations.map(
          ({ id, help, impact, nodes }) => ({ id, help, impact, targets: nodes.map((node) => node.target.join(' ')).slice(0, 5) }),
        ),
        overflow: document.documentElement.scrollWidth - window.innerWidth,
      }));
      for (const { impact, ...violation } of violations) {
        if (IMPACTS.includes(impact)) {
          found.push({ width, theme, ...violation });
        }
      }
      if (overflow > 0) {
        found.push({ width, theme, id: 'overflow', help: `the page is ${overflow} px wider than the window`, targets: ['html'] });
      }
    }
  }
  await page.emulateMediaFeatures([]);
  await page.setViewport(before);
  return found;
}

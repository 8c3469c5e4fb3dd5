#!/usr/bin/env node
/*
 * Makes a table of what a campaign saw, players by scenarios.
 *
 *   node table.mjs CAMPAIGN_DIR PICTURE.svg
 *
 * CAMPAIGN_DIR has scenarios.json ([{"id", "title", "ends"}]) and ID/NAME.json for each that watch.mjs wrote.
 * The table as Markdown goes to standard output.
 */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { markdown, picture } from './lib/table.mjs';

const [directory, file] = process.argv.slice(2);
if (!file) {
  process.stderr.write('usage: table.mjs CAMPAIGN_DIR PICTURE.svg\n');
  process.exit(2);
}
const scenarios = JSON.parse(await readFile(join(directory, 'scenarios.json'), 'utf8'));
const all = new Map();
const columns = new Map();
for (const { id } of scenarios) {
  const names = await readdir(join(directory, id)).catch(() => []);
  for (const name of names.filter((n) => n.endsWith('.json') && n !== 'plan.json')) {
    const watched = JSON.parse(await readFile(join(directory, id, name), 'utf8'));
    all.set(`${id}/${watched.name}`, watched);
    columns.set(watched.name, {
      name: watched.name,
      title: `${watched.player} ${watched.version ?? ''}, ${watched.protocol}`,
    });
  }
}
const ordered = [...columns.values()].sort((a, b) => a.name.localeCompare(b.name));
const watched = (id, name) => all.get(`${id}/${name}`);
await writeFile(file, picture(scenarios, ordered, watched));
process.stdout.write(markdown(scenarios, ordered, watched));

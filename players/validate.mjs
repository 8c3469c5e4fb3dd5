#!/usr/bin/env node
/*
 * Reads playlists with two parsers that others wrote, and writes what each understood.
 *
 *   node validate.mjs FILE...
 *
 * For each file a line of JSON: file, kind (master, media), errors (what a parser refused, or where
 * the two do not agree), and for a media playlist its media sequence, discontinuity sequence, target
 * duration and number of segments. Status 1 if there is an error.
 */
import { readFile } from 'node:fs/promises';
import { validate } from './lib/validate.mjs';

let failed = false;
for (const file of process.argv.slice(2)) {
  const said = validate(await readFile(file, 'utf8'));
  failed ||= said.errors.length > 0;
  process.stdout.write(JSON.stringify({ file, ...said }) + '\n');
}
process.exit(failed ? 1 : 0);

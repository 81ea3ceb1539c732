// Writes what the module says of every answers.toml below a folder, to be compared with other bindings.
//
//   node conform.mjs DIR OUT
//
// OUT/<path below DIR>.json holds the very bytes of the result, or of the findings where answers are refused:
// the response's `diagnostics`. Nothing is reformatted.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { load, resultOf } from './kla.mjs';

const [from, to] = process.argv.slice(2);
if (!from || !to) {
  console.error('usage: node conform.mjs DIR OUT');
  process.exit(2);
}
const { callText } = await load(readFileSync(new URL('../../target/wasm/kla.wasm', import.meta.url)));

const files = readdirSync(from, { recursive: true }).map((file) => file.split(path.sep).join('/'))
  .filter((file) => path.posix.basename(file) === 'answers.toml').sort();
let refused = 0;
for (const file of files) {
  const answers = readFileSync(path.join(from, file), 'utf8');
  const response = callText(JSON.stringify({ format: 1, verb: 'score', answers, name: 'answers.toml' }));
  const result = resultOf(response);
  if (result === null) refused += 1;
  const mark = '"diagnostics":';
  const out = path.join(to, `${file}.json`);
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, result ?? response.slice(response.indexOf(mark) + mark.length, -1));
}
console.log(`${files.length} files, ${refused} refused`);

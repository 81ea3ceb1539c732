// Answers every request of a folder with the module, for tests/conform: node conform.mjs REQUESTS OUT

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { load } from './kla.mjs';

const [requests, out] = process.argv.slice(2);
const { callText } = await load(readFileSync(new URL('../../target/wasm/kla.wasm', import.meta.url)));
mkdirSync(out, { recursive: true });
for (const name of readdirSync(requests)) {
  writeFileSync(path.join(out, name), callText(readFileSync(path.join(requests, name), 'utf8')));
}

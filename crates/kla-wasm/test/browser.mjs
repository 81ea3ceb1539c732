// Chromium without a network, and where things stand.

import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const OUT = path.join(ROOT, 'target/wasm');
export const PAGE = pathToFileURL(path.join(OUT, 'kla.html')).href;
/** What `npm ci --prefix tests/browser` has put there. */
export const require = createRequire(path.join(ROOT, 'tests/browser/check.mjs'));

export const launch = () => require('playwright-core').chromium.launch({
  executablePath: process.env.KLA_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});

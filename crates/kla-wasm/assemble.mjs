// Puts the page together: one file that needs nothing else.
//
//   node assemble.mjs kla.wasm kla.html
//
// The module stands in the page as gzip, written as text. Scripts run by their hash alone, so the page has no
// other code than what is here.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

import { decode, encode } from './page/bytes.mjs';

const [wasmPath, pagePath] = process.argv.slice(2);
const source = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** Replaces a mark that must be there exactly once; the text is taken as it is. */
function put(page, mark, text) {
  if (page.split(mark).length !== 2) throw new Error(`${mark} does not stand once in page.html`);
  return page.replace(mark, () => text);
}

const packed = gzipSync(readFileSync(wasmPath), { level: 9, memLevel: 9 });
// One script in one scope: `import` and `export` have no meaning in a page without files.
const PARTS = ['state', 'answers', 'keeping', 'frame', 'start', 'filling', 'results', 'files', 'table', 'page'];
const script = ['kla.mjs', 'page/bytes.mjs', 'page/words.js', ...PARTS.map((part) => `page/${part}.js`)]
  .map((name) => source(name).replace(/^export /gm, ''))
  .join('\n');
if (script.includes('</script')) throw new Error('a script would end early');
const inline = `\n${script}`;
const hash = createHash('sha256').update(inline).digest('base64');

let page = source('page/page.html');
page = put(page, '@@style@@', `\n${source('page/page.css')}`);
page = put(page, '@@hash@@', `'sha256-${hash}'`);
const text = encode(packed);
if (Buffer.compare(decode(text, packed.length), packed) !== 0) throw new Error('the module does not come back from its text');
page = put(page, '@@length@@', String(packed.length));
page = put(page, '@@script@@', inline);
// Last, since its signs may look like a mark.
page = put(page, '@@wasm@@', text);
writeFileSync(pagePath, page);
const size = Buffer.byteLength(page);
console.log(`wasm ${readFileSync(wasmPath).length}, gzip ${packed.length}, page ${size} bytes`);

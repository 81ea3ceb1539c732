// Answers every request of a folder with the module that the offline page itself has started, for tests/conform:
// node test/conform-page.mjs REQUESTS OUT
//
// Every answers file that can be scored is also opened in the page, which must show the total of its result.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { PAGE, launch } from './browser.mjs';

/** Points as the page shows them, `1.234,50`, as a result has them: `1234.5`. */
function plain(text) {
  const [whole, decimals = ''] = text.replaceAll('.', '').split(',');
  return [whole, decimals.replace(/0+$/, '')].filter(Boolean).join('.');
}

const [requests, out] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const browser = await launch();
try {
  const open = async (prepare) => {
    const tab = await (await browser.newContext({ offline: true })).newPage();
    if (prepare) await tab.addInitScript(prepare);
    await tab.goto(PAGE);
    await tab.waitForSelector('#begin');
    return tab;
  };
  const tab = await open(() => {
    const start = WebAssembly.instantiate;
    WebAssembly.instantiate = async (...given) => {
      const started = await start.apply(WebAssembly, given);
      globalThis.started = started.instance.exports;
      return started;
    };
  });
  for (const name of readdirSync(requests).sort()) {
    const request = readFileSync(path.join(requests, name), 'utf8');
    const response = await tab.evaluate((text) => {
      const { memory, kla_alloc, kla_call } = globalThis.started;
      const sent = new TextEncoder().encode(text);
      const at = kla_alloc(sent.length) >>> 0;
      new Uint8Array(memory.buffer, at, sent.length).set(sent);
      const reply = BigInt.asUintN(64, kla_call(at, sent.length));
      return new TextDecoder().decode(new Uint8Array(memory.buffer, Number(reply >> 32n), Number(reply & 0xffffffffn)));
    }, request);
    writeFileSync(path.join(out, name), response);
  }
  let shown = 0;
  for (const name of readdirSync(requests).filter((one) => one.startsWith('score-')).sort()) {
    const { ok, result } = JSON.parse(readFileSync(path.join(out, name), 'utf8'));
    if (!ok) continue;
    const { answers } = JSON.parse(readFileSync(path.join(requests, name), 'utf8'));
    const visitor = await open();
    await visitor.setInputFiles('#open-file', { name: 'answers.toml', mimeType: 'text/plain', buffer: Buffer.from(answers) });
    await visitor.waitForSelector('#total');
    assert.equal(plain(await visitor.innerText('#total')), result.total.points, name);
    await visitor.context().close();
    shown += 1;
  }
  console.log(`page: ${shown} answers files opened, each with the total of its result`);
} finally {
  await browser.close();
}

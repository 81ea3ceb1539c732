// The module says what the fixtures expect, and refuses in the same words as the program.
//
//   node --test test/door.test.mjs        after build.sh

import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { load, resultOf } from '../kla.mjs';
import { decode, encode } from '../page/bytes.mjs';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const OUT = path.join(ROOT, 'target/wasm');
const MOST = 1_000_000;
const { call, callText } = await load(readFileSync(path.join(OUT, 'kla.wasm')));

/** Every case: a folder with answers and what is expected of them. */
function cases(folder) {
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap((entry) => {
    const inside = path.join(folder, entry.name);
    const files = readdirSync(inside);
    return files.includes('answers.toml') && files.includes('score.json') ? [inside] : cases(inside);
  });
}

/** What is expected is partial: a key that is absent is not compared. */
function holds(expected, found, place) {
  if (Array.isArray(expected)) {
    if (place.endsWith('/declared')) {
      const differing = found.filter((one) => one.difference !== '0');
      assert.equal(differing.length, expected.length, `${place}: how many differ`);
      expected.forEach((one) => holds(one, differing.find((other) => other.node === one.node && other.what === one.what), `${place}/${one.node}`));
    } else expected.forEach((one) => holds(one, found.find((other) => other.id === one.id), `${place}/${one.id}`));
  } else if (expected !== null && typeof expected === 'object') {
    assert.ok(found, `${place} is missing`);
    for (const [key, value] of Object.entries(expected)) holds(value, found[key], `${place}/${key}`);
  } else assert.equal(found, expected, place);
}

const found = cases(path.join(ROOT, 'fixtures'));

test('there are cases', () => assert.ok(found.length >= 20, `${found.length}`));

for (const folder of found) {
  test(path.relative(ROOT, folder), () => {
    const answers = readFileSync(path.join(folder, 'answers.toml'), 'utf8');
    const response = call({ verb: 'score', answers });
    assert.ok(response.ok, JSON.stringify(response.diagnostics));
    holds(JSON.parse(readFileSync(path.join(folder, 'score.json'), 'utf8')), response.result, '');
    // As an object, and back, they are worth the same.
    const object = call({ verb: 'write', answers, output: 'json' }).result;
    assert.deepEqual(call({ verb: 'score', answers: object }).result, response.result);
    assert.equal(call({ verb: 'write', answers: object }).result, call({ verb: 'write', answers }).result);
  });
}

test('what is wrong is said with its code and place', () => {
  const response = call({ verb: 'score', answers: 'format = 1\nedition = "2023"\nregion = "32.73"\nyear = 2024\nstage = "mandiri"\n[blocks]\nkelembagan = "1"\n', name: 'isian.toml' });
  assert.equal(response.ok, false);
  assert.deepEqual([response.diagnostics[0].code, response.diagnostics[0].file, response.diagnostics[0].line], ['unknown-block', 'isian.toml', 7]);
  assert.equal(call({ verb: 'scor' }).diagnostics[0].code, 'request-word');
  assert.equal(JSON.parse(callText('')).diagnostics[0].code, 'request-syntax');
});

test('nothing of a request is lost on its way', () => {
  const head = { format: 1, edition: '2023', region: '32.73', year: 2024, stage: 'mandiri' };
  const score = (blocks) => call({ verb: 'score', answers: { ...head, blocks } });
  for (const lost of [NaN, Infinity, new Map([['a', 1]]), new Set([1]), new Uint8Array(2), () => 1, 1n]) {
    assert.throws(() => score({ 'klaster-1': lost }), /klaster-1.*cannot stand/, String(lost));
  }
  assert.throws(() => score(new Map([['klaster-1', '1']])), /blocks: Map cannot stand/);
  assert.throws(() => callText('{"format":1,"verb":"\ud800"}'), /half of a sign/);
  assert.equal(call({ verb: 'score', answers: 'a\ud800' }).diagnostics[0].code, 'request-wrong-type');
  assert.equal(score(Object.assign(Object.create(null), { 'klaster-1': '1', 'klaster-2': undefined })).result.total.points, '1');
});

test('a thousand calls leave no memory behind', async () => {
  const bytes = readFileSync(path.join(OUT, 'kla.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {});
  assert.deepEqual(WebAssembly.Module.imports(await WebAssembly.compile(bytes)), []);
  const { memory, kla_alloc, kla_call, kla_free } = instance.exports;
  const sent = new TextEncoder().encode('{"format":1,"verb":"version"}');
  const once = () => {
    const at = kla_alloc(sent.length);
    new Uint8Array(memory.buffer, at, sent.length).set(sent);
    const reply = BigInt.asUintN(64, kla_call(at, sent.length));
    kla_free(Number(reply >> 32n), Number(reply & 0xffffffffn));
  };
  for (let turn = 0; turn < 10; turn += 1) once();
  const before = memory.buffer.byteLength;
  for (let turn = 0; turn < 1000; turn += 1) once();
  assert.equal(memory.buffer.byteLength, before);
});

test('the result is found in the text to the last byte', () => {
  const response = callText('{"format":1,"verb":"version"}');
  assert.deepEqual(JSON.parse(resultOf(response)), JSON.parse(response).result);
  assert.equal(resultOf(callText('{')), null);
});

test('bytes come back from their text', () => {
  for (const bytes of [[], [0], [255, 255, 255, 255], [1, 2, 3, 4, 5], [0, 0, 0, 0, 255, 254, 253]]) {
    assert.deepEqual([...decode(encode(bytes), bytes.length)], bytes);
  }
});

test('the page is one file of at most a megabyte that asks for nothing', () => {
  assert.ok(statSync(path.join(OUT, 'kla.html')).size <= MOST, 'the page has grown too large');
  // The module is left aside: its signs may look like anything.
  const page = readFileSync(path.join(OUT, 'kla.html'), 'utf8').replace(/(data-length="\d+">)[^<]+/, '$1');
  assert.ok(page.length < 200_000);
  assert.ok(page.startsWith('<!doctype html>') && page.endsWith('</html>\n'));
  assert.ok(!page.includes('@@'));
  // Links of any kind that a browser would follow by itself.
  assert.equal(/(?:src|href)="(?!#)|url\(|@import|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon/.exec(page), null);
});

test('the page says everything in both languages', async () => {
  const { WORDS } = await import('../page/words.js');
  assert.deepEqual(Object.keys(WORDS.en), Object.keys(WORDS.id));
  for (const [key, text] of Object.entries(WORDS.id)) {
    if (typeof text !== 'string') continue;
    assert.equal(WORDS.en[key].split('{}').length, text.split('{}').length, key);
  }
});

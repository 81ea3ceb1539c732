// The page in Chromium, opened from a file, offline, by somebody who has only a keyboard.
//
//   node test/page.mjs        after build.sh; KLA names the program `kla`, KLA_CHROMIUM the browser
//
// Every question is filled in by typing; the file that is saved must be worth what the page shows, by the page
// and by the program. Every view is looked at by axe, at 360 and 1280 dots, in light and dark; pictures of them
// are left in target/wasm/pictures. Ends with 1 when there is a problem.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { OUT, PAGE, ROOT, launch, require } from './browser.mjs';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const PICTURES = path.join(OUT, 'pictures');
const CASE = path.join(ROOT, 'fixtures/2023/rekap-274-butir-2024/answers.toml');
const KLA = process.env.KLA ?? path.join(ROOT, 'target/debug/kla');
const PHONE = { width: 360, height: 780 };
const DESK = { width: 1280, height: 900 };
const SIZES = [PHONE, DESK];

mkdirSync(PICTURES, { recursive: true });
const problems = [];
const say = (where, text) => { problems.push(`${where} · ${text}`); };

const browser = await launch();

/** A new browser with the page open; whatever it complains of or asks for is a problem. */
async function open(prepare) {
  const context = await browser.newContext({ viewport: DESK, offline: true, acceptDownloads: true });
  const tab = await context.newPage();
  if (prepare) await tab.addInitScript(prepare);
  tab.on('console', (message) => { if (['error', 'warning'].includes(message.type())) say('console', message.text()); });
  tab.on('pageerror', (error) => say('script', error.message));
  tab.on('request', (request) => { if (!request.url().split('#')[0].endsWith('/kla.html') && !request.url().startsWith('blob:') && request.url() !== 'about:srcdoc') say('request', request.url()); });
  await tab.goto(PAGE);
  await tab.waitForSelector('#begin, #shown, #save');
  return tab;
}

/** One view in every size and scheme: nothing wider than the window, nothing that axe objects to. */
async function look(tab, name) {
  if (!await tab.evaluate(() => Boolean(globalThis.axe))) await tab.evaluate(AXE);
  for (const size of SIZES) {
    await tab.setViewportSize(size);
    for (const colorScheme of ['light', 'dark']) {
      await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const where = `${name} ${size.width} ${colorScheme}`;
      const found = await tab.evaluate(async () => {
        const result = await globalThis.axe.run({ include: document, exclude: [['iframe']] }, {
          runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }, resultTypes: ['violations'],
        });
        return result.violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 5).map((node) => `${node.target.join(' ')}: ${help} (axe ${id}) ${node.any?.[0]?.message ?? ''}`));
      });
      found.forEach((one) => say(where, one));
    }
    await tab.emulateMedia({ colorScheme: 'light' });
    await tab.screenshot({ path: path.join(PICTURES, `${name}-${size.width}.png`) });
  }
  // A desk at 200 % and at 400 %.
  for (const size of [{ width: 640, height: 450 }, { width: 320, height: 256 }, PHONE]) {
    await tab.setViewportSize(size);
    const wide = await tab.evaluate(() => [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && !one.closest('.unseen, .skip, select, svg, dialog:not([open])') && one.getBoundingClientRect().right > innerWidth + 1).map((one) => `${one.localName}#${one.id}.${one.className}`).slice(0, 3));
    if (wide.length > 0 || await tab.evaluate(() => document.documentElement.scrollWidth > innerWidth)) say(`${name} ${size.width}`, `wider than the window: ${wide.join(', ')}`);
  }
  await tab.setViewportSize(DESK);
}

const key = (tab, name) => tab.keyboard.press(name);
const focused = (tab) => tab.evaluate(() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  return { id: one.id, code: one.dataset.code, shown: one === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2), place: one.getBoundingClientRect().top };
});

/** Presses Tab until something has the focus. */
async function reach(tab, id, most = 900) {
  for (let press = 0; press < most; press += 1) {
    const now = await focused(tab);
    if (now.id === id) return;
    if (now.id !== 'main' && !now.shown) say('keyboard', `#${now.id} does not show the focus`);
    await key(tab, 'Tab');
  }
  throw new Error(`the Tab key does not reach #${id}`);
}

const total = (tab) => tab.innerText('#total');

/** The plain pairs of the case: code and points. */
function wanted() {
  let indicator = '';
  const found = new Map();
  for (const line of readFileSync(CASE, 'utf8').split('\n')) {
    const head = /^\[answers\."?([^"\]]+)"?\]/.exec(line);
    if (head) [, indicator] = head;
    else if (line.startsWith('[')) indicator = '';
    const pair = /^(\w+) = "([^"]+)"/.exec(line);
    if (pair && indicator) found.set(`${indicator}.${pair[1]}`, pair[2]);
  }
  return found;
}

async function byKeyboard() {
  const tab = await open();
  await look(tab, 'mulai');
  await reach(tab, 'search');
  await tab.keyboard.type('ogan ilir');
  await key(tab, 'ArrowDown');
  await reach(tab, 'year');
  await tab.keyboard.type('2024');
  await reach(tab, 'begin');
  await key(tab, 'Enter');
  await tab.waitForSelector('#shown');
  const answers = wanted();
  assert.equal(answers.size, 274);
  await look(tab, 'isi-kosong');
  const started = Date.now();
  let [typed, reading] = [0, true];
  for (let press = 0; reading && press < 3000; press += 1) {
    const { id, code } = await focused(tab);
    if (code && id === `f-${code}-points` && answers.has(code)) {
      await tab.keyboard.type(answers.get(code).replace('.', ','));
      answers.delete(code);
      typed += 1;
      await key(tab, 'Enter');
    } else if (id === 'next') {
      await key(tab, 'Enter');
      reading = await tab.evaluate(() => Boolean(document.getElementById('shown')));
    } else await key(tab, 'Tab');
  }
  assert.equal(answers.size, 0, `not reached: ${[...answers.keys()].slice(0, 5)}`);
  console.log(`typed ${typed} answers in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  await look(tab, 'hasil');
  assert.equal(await total(tab), '771,81');
  assert.equal(await tab.innerText('#category'), 'kategori Nindya');

  await reach(tab, 'step-3');
  await key(tab, 'Enter');
  await tab.waitForSelector('#save');
  await look(tab, 'laporan');
  assert.ok((await tab.frameLocator('#preview').locator('body').innerText()).includes('771,81'), 'the report is empty');
  await reach(tab, 'save');
  const [download] = await Promise.all([tab.waitForEvent('download'), key(tab, 'Enter')]);
  assert.equal(download.suggestedFilename(), 'isian-16.10-2024-mandiri.toml');
  const saved = path.join(OUT, 'saved.toml');
  await download.saveAs(saved);
  const result = JSON.parse(execFileSync(KLA, ['score', saved, '--format', 'json'], { encoding: 'utf8' }));
  assert.equal(result.total.points, '771.81');
  assert.equal(result.completeness.questions, '274');
  const report = tab.waitForEvent('download');
  await tab.click('#download');
  await (await report).saveAs(path.join(OUT, 'saved.html'));
  const page = execFileSync(KLA, ['score', saved, '--format', 'html'], { encoding: 'utf8' });
  assert.equal(readFileSync(path.join(OUT, 'saved.html'), 'utf8'), page, 'the report is not that of the program');

  await tab.reload();
  await tab.waitForSelector('#save');
  assert.equal(await total(tab), '771,81', 'after loading the page again');
  await tab.context().close();
  return saved;
}

async function fromFile(saved) {
  const tab = await open();
  await tab.setInputFiles('#open-file', saved);
  await tab.waitForSelector('.question');
  assert.equal(await total(tab), '771,81', 'after opening the saved file');
  await look(tab, 'isi-terisi');

  // What is wrong is told beside its field, left out of the sum, and said so.
  await tab.fill('[id="f-1.P1-points"]', '13');
  await tab.waitForSelector('#e-1\\.P1 b');
  assert.equal(await total(tab), '759,81');
  assert.ok((await tab.innerText('#standing')).includes('1 isian keliru'));
  assert.equal(await tab.getAttribute('[id="f-1.P1-points"]', 'aria-invalid'), 'true');
  await tab.evaluate(() => { scrollTo(0, 0); document.getElementById('q-1.P1').scrollIntoView({ block: 'center', behavior: 'instant' }); });
  await look(tab, 'isi-keliru');
  await tab.click('#step-3');
  assert.ok(await tab.isDisabled('#print'));
  await tab.click('#save');
  await tab.waitForSelector('.notice.wrong button');
  await tab.click('.notice.wrong button');
  assert.equal((await focused(tab)).id, 'f-1.P1-points');
  await tab.fill('[id="f-1.P1-points"]', '1.000');
  await tab.waitForFunction(() => document.getElementById('e-1.P1').textContent.length > 0);
  await tab.fill('[id="f-1.P1-points"]', '12,0');
  await tab.waitForFunction(() => document.getElementById('total').textContent === '771,81');

  // States stand apart from zero, and typing leaves them.
  await tab.selectOption('#s-1\\.P1', 'tidak-tahu');
  await tab.waitForFunction(() => document.getElementById('total').textContent === '759,81');
  assert.equal(await tab.inputValue('[id="f-1.P1-points"]'), '');
  await tab.fill('[id="f-1.P1-points"]', '12');
  await tab.waitForFunction(() => document.getElementById('total').textContent === '771,81');
  assert.equal(await tab.inputValue('#s-1\\.P1'), 'given');

  // By agency, and whole blocks.
  await tab.selectOption('#shown', 'a:disdukcapil');
  await look(tab, 'isi-perangkat-daerah');
  await tab.selectOption('#shown', 'wholes');
  await look(tab, 'isi-blok');

  await tab.click('#step-2');
  await tab.locator('[aria-labelledby=blocks] button').first().click();
  await tab.waitForSelector('#dialog[open]');
  await look(tab, 'penjelasan');
  await tab.locator('#dialog li button').first().click();
  await key(tab, 'Escape');
  assert.equal(await tab.locator('#dialog[open]').count(), 0);
  await tab.click('#lang');
  assert.equal(await tab.getAttribute('html', 'lang'), 'en');
  assert.equal(await total(tab), '771.81');
  await look(tab, 'english');
  await tab.click('#lang');

  // A table: what is understood is taken, the rest is told.
  await tab.click('#step-0');
  writeFileSync(path.join(OUT, 'tabel.csv'), 'Rekap;;\nKode;Nilai;Petugas\n1.P1;0;A\n4.P1;"0,5";B\n9.P99;1;C\n4.P2;dua;D\n4.P3;;E\n');
  await tab.setInputFiles('#open-file', path.join(OUT, 'tabel.csv'));
  await tab.waitForSelector('.notice.heed');
  const told = await tab.innerText('.notice.heed');
  ['3 nilai dibaca', '9.P99', 'Petugas', '1 baris di atas', '4.P2', '1 baris tanpa nilai'].forEach((part) => { if (!told.includes(part)) say('table', `\`${part}\` is not told in: ${told}`); });
  await look(tab, 'tabel');

  // Files that are none are refused whole.
  await tab.click('#step-0');
  const before = await total(tab);
  writeFileSync(path.join(OUT, 'salah.toml'), 'format = 1\nedition = "2023"\nregion = "99.99"\n');
  await tab.setInputFiles('#open-file', path.join(OUT, 'salah.toml'));
  await tab.waitForSelector('.notice.wrong');
  assert.equal(await total(tab), before);

  // Starting anew asks first.
  await tab.click('#fresh');
  await look(tab, 'mulai-baru');
  await tab.locator('#dialog button.main').click();
  await tab.waitForFunction(() => !document.getElementById('total'));
  await tab.context().close();
}

/** Points stay points, percentages are marked as such, and what could be either is told and not read. */
async function percentages() {
  const tab = await open();
  await tab.selectOption('#edition', 'profil-22');
  await tab.fill('#search', '16.10');
  await key(tab, 'Enter');
  writeFileSync(path.join(OUT, 'persen.csv'), 'Kode;Jawaban;Nilai;Skor;Jumlah;Dari\n4;90%;;;;\n5;;12,2;;;\n6;;;;1;2\n7;0,5;;;;\n8;;1;2;;\n9;tidak tahu;;;;\n10;75;;;;\n');
  await tab.setInputFiles('#open-file', path.join(OUT, 'persen.csv'));
  await tab.waitForSelector('.notice.heed');
  const told = await tab.innerText('.notice.heed');
  ['5 nilai dibaca', 'baris 5: “7” tidak dibaca, karena “0,5”', 'baris 6: “8” tidak dibaca, karena “1 / 2”'].forEach((part) => { if (!told.includes(part)) say('percentages', `\`${part}\` is not told in: ${told}`); });
  // 90 % of 20, 12.2, half of 75, three quarters of 37.
  assert.equal(await total(tab), '95,45');
  // Points of a question that asks for something else are written as points.
  await tab.selectOption('#shown', 'b:klaster-1');
  await tab.fill('[id="f-4-percent"]', '');
  await tab.locator('#q-4 summary').click();
  await tab.fill('[id="f-4-points"]', '7');
  await tab.waitForFunction(() => document.getElementById('total').textContent === '84,45');
  assert.equal(await tab.locator('.error[role=alert] b').count(), 0);
  await tab.context().close();
}

/** A file keeps its year and stage, even where its edition does not know the year; that is told, and stays told. */
async function ownYear() {
  const tab = await open();
  const file = path.join(OUT, 'tahun-lain.toml');
  writeFileSync(file, readFileSync(CASE, 'utf8').replace(/^year = \d+$/m, 'year = 2019').replace(/^stage = .*$/m, 'stage = "verifikasi-administrasi"'));
  await tab.setInputFiles('#open-file', file);
  await tab.waitForSelector('.notice.heed');
  assert.ok((await tab.innerText('.notice.heed')).includes('2019'));
  assert.ok((await tab.innerText('#standing')).includes('2019'));
  assert.equal(await total(tab), '771,81');
  await look(tab, 'tahun-lain');
  await tab.click('#step-0');
  assert.deepEqual([await tab.inputValue('#year'), await tab.inputValue('#stage')], ['2019', 'verifikasi-administrasi']);
  await tab.reload();
  await tab.waitForSelector('#year');
  assert.equal(await tab.inputValue('#year'), '2019', 'after loading the page again');
  await tab.click('#step-3');
  const [download] = await Promise.all([tab.waitForEvent('download'), tab.click('#save')]);
  await download.saveAs(file);
  assert.ok(/^year = 2019$/m.test(readFileSync(file, 'utf8')));
  // Another edition that is chosen has its own years.
  await tab.click('#step-0');
  await tab.selectOption('#edition', '2022');
  assert.notEqual(await tab.inputValue('#year'), '2019');
  await tab.context().close();
}

/** Every shape of answer, by rules that the user brings. */
async function everyShape() {
  const tab = await open();
  const folder = path.join(ROOT, 'fixtures/shapes/edition');
  await tab.setInputFiles('#rules-file', ['edition.toml', 'angka.toml', 'pilihan.toml', 'wilayah.toml'].map((file) => path.join(folder, file)));
  await tab.waitForFunction(() => document.querySelector('main').textContent.includes('edition.toml'));
  await tab.fill('#search', '16.10');
  await key(tab, 'Enter');
  await tab.click('#begin');
  await tab.waitForSelector('.question');
  const pages = await tab.evaluate(() => [...document.getElementById('shown').options].map((one) => one.value));
  const shapes = new Set();
  for (const page of pages.filter((one) => one.startsWith('b:'))) {
    await tab.selectOption('#shown', page);
    for (const box of await tab.locator('.question:visible').all()) {
      const name = await box.getAttribute('id');
      for (const input of await box.locator('.entry input:not([type=checkbox]):visible').all()) {
        const id = await input.getAttribute('id');
        if (/-(percent|count|yes|figure|\d{4})$/.test(id) && !id.endsWith('points')) { await input.fill(id.endsWith('percent') ? '' : '1'); shapes.add(id.split('-').at(-1)); }
        if (/-of$/.test(id)) { await input.fill('2'); shapes.add('of'); }
      }
      for (const select of await box.locator('.entry .long select').all()) { await select.selectOption({ index: 1 }); shapes.add('level'); }
      for (const tick of await box.locator('.entry [type=checkbox]').all()) { await tick.check(); shapes.add('items'); }
      assert.ok(name);
    }
    await tab.waitForTimeout(500);
    (await tab.locator('.error[role=alert]').allInnerTexts()).filter(Boolean).forEach((text) => say(`shapes ${page}`, text));
    await look(tab, `bentuk-${page.slice(2)}`);
  }
  ['level', 'items', 'count', 'of', 'figure', 'yes'].forEach((shape) => { if (!shapes.has(shape)) say('shapes', `no field \`${shape}\``); });
  await tab.click('#step-3');
  const [download] = await Promise.all([tab.waitForEvent('download'), tab.click('#save')]);
  const saved = path.join(OUT, 'shapes.toml');
  await download.saveAs(saved);
  const result = JSON.parse(execFileSync(KLA, ['score', saved, '--rules', folder, '--format', 'json'], { encoding: 'utf8' }));
  assert.equal((await total(tab)).replace(/\./g, '').replace(',', '.').replace(/\.?0+$/, ''), result.total.points);
  await tab.context().close();
}

async function withoutStorage() {
  const tab = await open(() => Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }));
  await tab.fill('#search', 'bandung');
  await key(tab, 'Enter');
  assert.ok((await tab.innerText('#saved')).includes('tidak menyimpan'));
  await tab.click('#begin');
  await tab.fill('[id="f-1.P1-points"]', '12');
  await tab.waitForFunction(() => document.getElementById('total').textContent === '12,00');
  await tab.context().close();
}

/** What an earlier visit left may be damaged: the page opens all the same. */
async function damaged() {
  for (const left of ['{', '{"draft":{"answers":{"1":7},"region":"16.10","edition":"2023"},"shown":"b:kelembagaan","view":1}', '{"draft":{"answers":null,"blocks":[1]},"view":9}', 'null', '{"lang":"fr","view":-1,"shown":7,"draft":{"region":"16.10"}}']) {
    const tab = await open(`if (!localStorage.getItem('kla-isian-1')) localStorage.setItem('kla-isian-1', ${JSON.stringify(left)})`);
    assert.ok(await tab.isVisible('#begin, #shown'), left);
    await tab.context().close();
  }
}

/** The table that `kla form` writes is understood whole, its percentages and the wholes below it as well. */
async function fromForm() {
  for (const [folder, edition, region, sum] of [
    [path.dirname(CASE), '2023', '16.10', '771,81'],
    [path.join(ROOT, 'fixtures/profil-22/tebing-tinggi-2023'), 'profil-22', '12.76', '725,48'],
    [path.join(ROOT, 'fixtures/profil-22/batas-650'), 'profil-22', '62.71', '650,00'],
  ]) {
    const table = path.join(OUT, 'formulir.csv');
    execFileSync(KLA, ['form', path.join(folder, 'answers.toml'), '--format', 'csv', '-o', table, '--force']);
    const tab = await open();
    await tab.selectOption('#edition', edition);
    await tab.fill('#search', region);
    await key(tab, 'Enter');
    await tab.setInputFiles('#open-file', table);
    await tab.waitForSelector('.notice');
    assert.equal(await total(tab), sum, folder);
    await tab.context().close();
  }
}

try {
  const saved = await byKeyboard();
  await fromFile(saved);
  await percentages();
  await ownYear();
  await everyShape();
  await withoutStorage();
  await damaged();
  await fromForm();
} catch (error) {
  problems.push(error.stack);
} finally {
  await browser.close();
}
problems.forEach((problem) => console.log(problem));
console.log(`${problems.length} problems; pictures in ${path.relative(process.cwd(), PICTURES)}`);
process.exitCode = problems.length === 0 ? 0 : 1;

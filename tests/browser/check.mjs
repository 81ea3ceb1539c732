// Opens rendered reports in Chromium and prints one line for each problem: page, situation, element.
//
//   node check.mjs FOLDER
//
// FOLDER/pages.json lists the pages: [{ "file", "thorough", "lang", "category", "total" }], of which the
// last two are empty where a page is no report. Ends with 0 when all is well, 1 when a page has a problem,
// 2 when the check itself could not run. Nothing is fetched: the pages are files, and a page that asks for
// anything else has a problem.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { chromium } from 'playwright-core';

import * as inPage from './in-page.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const PHONE = { width: 360, height: 800 };
const DESK = { width: 1280, height: 900 };
// A4 less the margins that the page asks for, at 96 dots to the inch.
const PAPER = { width: 643, height: 990 };
const MOST_SHEETS = 60;
// What a reader in a hurry needs stands on the first sheet, whole.
const FIRST_SHEET = ['.letterhead', '.result', '[aria-labelledby=blocks]'];
// WCAG 1.4.12: what readers may set must not cut anything.
const TEXT_SPACING = '* { line-height: 1.5 !important; letter-spacing: .12em !important; '
  + 'word-spacing: .16em !important } p { margin-bottom: 2em !important }';
// Windows that show a desk at 200 % (WCAG 1.4.4) and at 400 % (WCAG 1.4.10).
const ZOOMED = [{ width: 640, height: 450 }, { width: 320, height: 225 }];
const PATIENCE = 300_000;

const problems = [];

/** Checks one page in every situation. */
async function checkPage({ tab, still }, folder, page) {
  const url = pathToFileURL(path.join(folder, page.file)).href;
  const folds = page.thorough ? Infinity : 1;
  let situation = 'opening';
  const say = (found) => {
    found.forEach((problem) => problems.push(`${page.file} · ${situation} · ${problem}`));
  };
  const open = async (place) => {
    ['console', 'pageerror', 'request'].forEach((event) => place.removeAllListeners(event));
    place.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) say([`console: ${message.text()}`]);
    });
    place.on('pageerror', (error) => say([`script: ${error.message}`]));
    place.on('request', (request) => {
      if (request.url().split('#')[0] !== url) say([`request: ${request.url()}`]);
    });
    await place.goto(url);
  };

  await open(tab);
  await tab.evaluate(inPage.tools);
  await tab.evaluate(AXE);
  for (const viewport of [PHONE, DESK]) {
    const size = `${viewport.width}×${viewport.height}`;
    await tab.setViewportSize(viewport);
    situation = `${size} folded`;
    await tab.evaluate(inPage.unfold, 0);
    say(await tab.evaluate(inPage.layout));
    for (const colorScheme of ['light', 'dark']) {
      situation = `${size} ${colorScheme}`;
      await tab.emulateMedia({ colorScheme });
      await tab.evaluate(inPage.unfold, folds);
      say(await tab.evaluate(inPage.layout));
      say(await tab.evaluate(inPage.colours, colorScheme));
      // axe is slow: a page that is not thorough meets it once in each size and each scheme.
      if (page.thorough || (viewport === PHONE) === (colorScheme === 'light')) {
        say(await tab.evaluate(inPage.accessibility, AXE_TAGS));
      }
    }
  }
  await tab.evaluate(inPage.unfold, folds);
  for (const zoomed of ZOOMED) {
    situation = `${zoomed.width}×${zoomed.height}`;
    await tab.setViewportSize(zoomed);
    say(await tab.evaluate(inPage.layout));
  }

  await tab.setViewportSize(DESK);
  await tab.evaluate(inPage.unfold, 0);
  situation = 'structure';
  say(await tab.evaluate(inPage.structure, page));
  situation = 'keyboard';
  say(await keyboard(tab));
  const withScript = await tab.locator('body').innerText();
  situation = 'A4';
  say(await paper(tab, page));

  situation = 'text spacing';
  await tab.emulateMedia({ media: 'screen' });
  await tab.setViewportSize(PHONE);
  await tab.evaluate(inPage.unfold, folds);
  await tab.addStyleTag({ content: TEXT_SPACING });
  say(await tab.evaluate(inPage.layout));

  situation = 'without JavaScript';
  await open(still);
  if (await still.locator('body').innerText() !== withScript) say(['body: the text differs']);
}

/** Every link and control is reached with the Tab key alone and shows that it has the focus. */
async function keyboard(tab) {
  const wanted = await tab.evaluate(inPage.markControls);
  const found = [];
  const reached = new Set();
  // The first press may only bring the page itself into focus, and the boxes of tables that fit take one
  // each although nothing in them scrolls.
  const most = wanted.length + await tab.locator('[tabindex="0"]').count() + 1;
  for (let press = 0; press < most && reached.size < wanted.length; press += 1) {
    await tab.keyboard.press('Tab');
    const focus = await tab.evaluate(inPage.focus);
    if (focus.control !== null) reached.add(focus.control);
    found.push(...focus.problems);
  }
  wanted.forEach((name, control) => {
    if (!reached.has(String(control))) found.push(`${name}: the Tab key does not reach it`);
  });
  return found;
}

/** On A4: nothing wider than the sheet, black on white in either scheme, every word printed. */
async function paper(tab, page) {
  const found = [];
  await tab.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await tab.setViewportSize(PAPER);
  found.push(...await tab.evaluate(inPage.layout));
  found.push(...await tab.evaluate(inPage.colours, 'light'));
  const printed = await tab.evaluate(inPage.printedWords, FIRST_SHEET);
  const pdf = await tab.pdf({ preferCSSPageSize: true });

  const raw = pdf.toString('latin1');
  const sheets = [...raw.matchAll(/\/MediaBox\s*\[([^\]]*)\]/g)].map((match) => match[1].trim());
  if (sheets.length === 0 || sheets.length > MOST_SHEETS) found.push(`${sheets.length} sheets`);
  const size = (box) => box.split(/\s+/).slice(2).map(Number);
  const a4 = (box) => Math.abs(size(box)[0] - 595) < 1.5 && Math.abs(size(box)[1] - 842) < 1.5;
  found.push(...sheets.filter((box) => !a4(box)).map((box) => `a sheet is [${box}], not A4`));

  if (!POPPLER) return found;
  const text = execFileSync('pdftotext', ['-raw', '-', '-'], { input: pdf, maxBuffer: 1 << 28 });
  const squeeze = (words) => words.normalize('NFKC').replace(/\s+/g, '');
  const leaves = text.toString('utf8').split('\f').slice(0, -1).map(squeeze);
  leaves.forEach((leaf, position) => {
    if (leaf.length < 40) found.push(`sheet ${position + 1} is all but empty`);
  });
  const all = leaves.join('');
  const lost = (words, where) => {
    const gone = [...new Set(words)].filter((word) => !where.includes(squeeze(word)));
    return gone.slice(0, 6).join(' ') + (gone.length > 6 ? ` and ${gone.length - 6} more` : '');
  };
  const missing = (words, where, what) => {
    const gone = lost(words, where);
    if (gone) found.push(`${what}: \`${gone}\``);
  };
  missing(printed.all, all, 'not on paper');
  missing([page.category, page.total], leaves[0] ?? '', 'not on the first sheet');
  for (const [selector, words] of Object.entries(printed.first)) {
    missing(words, leaves[0] ?? '', `${selector} not on the first sheet`);
  }
  return found;
}

/** Whether pdftotext is here; what it would read is checked in the page as well. */
const POPPLER = (() => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

async function main(folder) {
  const pages = JSON.parse(readFileSync(path.join(folder, 'pages.json'), 'utf8'));
  if (!POPPLER && process.env.KLA_BROWSER === 'require') throw new Error('pdftotext is missing');
  const browser = await chromium.launch({
    executablePath: process.env.KLA_CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--no-first-run',
    ],
  });
  try {
    const waiting = [...pages];
    const place = async (options) =>
      (await browser.newContext({ viewport: DESK, ...options })).newPage();
    const worker = async () => {
      const places = { tab: await place({}), still: await place({ javaScriptEnabled: false }) };
      for (let page = waiting.shift(); page; page = waiting.shift()) {
        await checkPage(places, folder, page);
      }
    };
    await Promise.all([worker(), worker()]);
  } finally {
    await browser.close();
  }
  problems.forEach((problem) => console.log(problem));
  console.error(`${pages.length} pages, ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

const tooLong = () => {
  console.error(`gave up after ${PATIENCE / 1000} seconds`);
  process.exit(2);
};
setTimeout(tooLong, PATIENCE).unref();
main(process.argv[2]).catch((error) => {
  console.error(error.message);
  process.exit(2);
});

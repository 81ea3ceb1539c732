// The page. It holds the answers as an answers file has them, sends them to the door and shows what comes
// back: it never adds, rounds or compares points. Elements are made, never parsed from text.

import { load } from '../kla.mjs';
import { decode } from './bytes.mjs';
import { WORDS } from './words.js';

const KEY = 'kla-isian-1';
const STATES = ['belum-diisi', 'tidak-tahu', 'tidak-berlaku', 'nol'];
const LARGEST = 8 * 1024 * 1024;
const WAIT = 180;

let door;
let editions = [];
let regions = [];
/** The edition that is filled in, as the door gives it, with a way from codes to their nodes. */
let edition;
let nodes = new Map();
let lang = 'id';
/** The answers file, key for key; `rules` are files that the user brought. */
let draft = fresh();
let rules = null;
let view = 0;
let shown = '';
let onlyOpen = false;
/** What the door last said: a result, findings by field, findings of the whole. */
let outcome = { result: null, fields: new Map(), whole: [], wrong: 0 };
let stored = { works: true, at: '', dirty: false };
let notices = [];
let timers = {};

const at = (id) => document.getElementById(id);
const word = (key, ...values) => values.reduce((text, value) => text.replace('{}', () => value), WORDS[lang][key]);

function fresh() {
  return { format: 1, edition: '', region: '', year: null, stage: '', blocks: {}, indicators: {}, answers: {} };
}

/** An element; `on…` are listeners, other keys attributes, and null or false leaves one out. */
function h(tag, attributes = {}, ...children) {
  const space = ['svg', 'line'].includes(tag) ? 'http://www.w3.org/2000/svg' : 'http://www.w3.org/1999/xhtml';
  const element = document.createElementNS(space, tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'value') element.value = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Points of a machine as people write them: `1234.5` is `1.234,5`. Only signs change, never digits. */
function number(text, least = 0) {
  if (text === null || text === undefined) return '';
  const [mark, group] = lang === 'id' ? [',', '.'] : ['.', ','];
  const [whole, decimals = ''] = String(text).replace('-', '−').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  const padded = decimals.padEnd(least, '0');
  return padded ? `${grouped}${mark}${padded}` : grouped;
}

const filled = (value) => value !== undefined && value !== null && value !== '';
const named = (thing) => (lang === 'en' && thing.name_en) || thing.name;

// ── The answers ──────────────────────────────────────────────────────────────────────────────────────────

/** Where the answer of a node stands in the file: its table and its key. */
function place(code) {
  const node = nodes.get(code);
  if (!node) return null;
  if (node.kind === 'block') return ['blocks', node.id];
  if (node.kind === 'indicator') return ['indicators', node.id];
  return ['answers', node.indicator.id, node.number];
}

function read(code) {
  const [table, first, second] = place(code);
  const value = second === undefined ? draft[table]?.[first] : draft[table]?.[first]?.[second];
  return table_of(value, nodes.get(code).measure?.shape.kind);
}

/** An answer as a table, whichever way it was written. */
function table_of(value, kind) {
  if (!filled(value)) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value;
  const text = String(value);
  if (STATES.includes(text)) return { state: text };
  return kind === 'ladder' ? { level: text } : { points: text };
}

/** Writes an answer back; an empty one leaves no trace. */
function write(code, table) {
  const left = Object.entries(table).filter(([, value]) => filled(value)
    && !(typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0));
  const keys = left.map(([key]) => key);
  const alone = keys.length === 1 && ['points', 'state', 'level'].includes(keys[0]);
  const value = keys.length === 0 ? undefined : alone ? left[0][1] : Object.fromEntries(left);
  const [table_name, first, second] = place(code);
  const table_at = draft[table_name] ?? (draft[table_name] = {});
  const target = second === undefined ? table_at : (table_at[first] ?? (table_at[first] = {}));
  const key = second === undefined ? first : second;
  if (value === undefined) delete target[key];
  else target[key] = value;
  if (second !== undefined && Object.keys(target).length === 0) delete table_at[first];
}

const ANSWER = ['points', 'level', 'items', 'percent', 'count', 'of', 'figure', 'series', 'units', 'yes', 'state'];
const answered = (table) => ANSWER.some((key) => filled(table[key])) && table.state !== 'belum-diisi';

/** The draft as JSON with one answer on each line, and which line is whose. Answers in `without` stay out. */
function written(without = new Set()) {
  const lines = [];
  const lineOf = new Map();
  const table = (entries, code) => {
    let first = true;
    for (const [key, value] of entries) {
      if (without.has(code(key))) continue;
      lines.push(`${first ? '' : ','}${JSON.stringify(key)}: ${JSON.stringify(value)}`);
      lineOf.set(lines.length, code(key));
      first = false;
    }
  };
  lines.push('{');
  table(Object.entries(draft).filter(([key, value]) => !['blocks', 'indicators', 'answers'].includes(key) && filled(value)), (key) => `/${key}`);
  lines.push(',"blocks": {');
  table(Object.entries(draft.blocks ?? {}), (key) => key);
  lines.push('},"indicators": {');
  table(Object.entries(draft.indicators ?? {}), (key) => key);
  lines.push('},"answers": {');
  let first = true;
  for (const [indicator, questions] of Object.entries(draft.answers ?? {})) {
    lines.push(`${first ? '' : ','}${JSON.stringify(indicator)}: {`);
    table(Object.entries(questions), (key) => `${indicator}.${key}`);
    lines.push('}');
    first = false;
  }
  lines.push('}}');
  return { text: lines.join('\n'), lineOf };
}

const ask = (request) => door.call({ lang, ...(rules ? { rules } : {}), ...request });
// Findings quote as programs do; people read curved marks.
const quoted = (text) => text.replace(/`([^`]*)`/g, '“$1”');
const said = (finding) => quoted(lang === 'en' ? finding.message_en : finding.message);
const advice = (finding) => quoted((lang === 'en' ? finding.help_en : finding.help) ?? '');

/** Asks for the score. Answers that the library refuses are told beside their fields and left out, loudly. */
function score() {
  clearTimeout(timers.score);
  if (!edition || !draft.region) {
    outcome = { result: null, fields: new Map(), whole: [], wrong: 0, left: new Set() };
    return standing();
  }
  const fields = new Map();
  const whole = [];
  const left = new Set();
  let result = null;
  for (let tries = 0; tries < 3 && !result; tries += 1) {
    const { text, lineOf } = written(left);
    const response = ask({ verb: 'score', answers: text, name: 'isian' });
    let found = 0;
    for (const finding of response.ok ? response.warnings : response.diagnostics) {
      const code = finding.file === 'isian' ? lineOf.get(finding.line) : undefined;
      if (code && nodes.has(code)) {
        fields.set(code, [...(fields.get(code) ?? []), finding]);
        if (finding.severity === 'error') { left.add(code); found += 1; }
      } else whole.push(finding);
    }
    if (response.ok) result = response.result;
    else if (found === 0) break;
  }
  outcome = { result, fields, whole, wrong: left.size, left };
  standing();
}

/** The text that goes into files, or null with a notice where answers are wrong. */
function sound() {
  score();
  if (outcome.result && outcome.wrong === 0) return written().text;
  notice('wrong', word('cannot'), [...outcome.left, ...(outcome.result ? [] : outcome.whole.map(said))]);
  return null;
}

// ── Keeping ──────────────────────────────────────────────────────────────────────────────────────────────

function keep() {
  stored.dirty = true;
  try {
    localStorage.setItem(KEY, JSON.stringify({ draft, rules, lang, view, shown }));
    const now = new Date();
    const two = (value) => String(value).padStart(2, '0');
    stored = { works: true, at: `${two(now.getHours())}.${two(now.getMinutes())}`, dirty: false };
  } catch {
    stored = { works: false, at: '', dirty: true };
  }
}

function changed() {
  clearTimeout(timers.score);
  clearTimeout(timers.keep);
  stored.dirty = true;
  timers.score = setTimeout(() => { score(); fields(); }, WAIT);
  timers.keep = setTimeout(() => { keep(); standing(); }, 2 * WAIT);
}

/** What an earlier visit left, if it can be read. */
function recall() {
  try {
    const text = localStorage.getItem(KEY);
    if (!text) return;
    const found = JSON.parse(text);
    ({ lang = 'id', view = 0, shown = '' } = found);
    rules = found.rules ?? null;
    draft = { ...fresh(), ...found.draft };
    if (draft.region) notice('fine', word('restored'));
  } catch (error) {
    if (error instanceof DOMException) stored.works = false;
    else aside();
  }
}

/** Puts what cannot be read where the next saving does not write over it. */
function aside() {
  draft = fresh();
  rules = null;
  [view, shown] = [0, ''];
  try { localStorage.setItem(`${KEY}-rusak`, localStorage.getItem(KEY)); } catch { /* it stays where it is */ }
  notice('wrong', word('broken'));
}

// ── What is around every view ───────────────────────────────────────────────────────────────────────────

function notice(kind, text, items = []) {
  notices = [{ kind, text, items }];
  const box = at('notices');
  if (box) box.replaceChildren(...noticeBoxes());
  box?.scrollIntoView({ block: 'center' });
}

function noticeBoxes() {
  return notices.map(({ kind, text, items }) => h('div', { class: `notice ${kind}`, role: 'status' }, h('p', {}, text),
    items.length > 0 && h('ul', {}, items.map((item) => h('li', {}, nodes.has(item)
      ? [h('button', { class: 'quiet', onclick: () => go(item) }, word('goTo', item)), ' ', (outcome.fields.get(item) ?? []).map(said).join('; ')]
      : item)))));
}

const regionOf = (code) => regions.find((region) => region.code === code);
const category = (result) => (result.category ? word('category', result.category.name) : word('below'));
const gap = (result) => (result.next ? word('gap', number(result.next.gap, 2), result.next.name) : word('top'));

function frame() {
  document.documentElement.lang = lang;
  const region = regionOf(draft.region);
  const title = region ? `${region.name} ${draft.year}` : word('title');
  document.title = region ? `${title} – ${word('title')}` : title;
  at('skip').textContent = word('skip');
  at('top').replaceWith(h('header', { id: 'top', class: 'letterhead' }, h('div', { class: 'wide' },
    h('div', { class: 'headline' },
      h('div', {}, h('p', { class: 'programme' }, h('b', {}, 'KLA'), word('programme')), h('h1', {}, title)),
      h('button', { class: 'quiet', id: 'lang', lang: lang === 'id' ? 'en' : 'id', onclick: other }, word('other'))),
    h('nav', { 'aria-label': word('way') }, h('ol', {}, WORDS[lang].steps.map((step, position) => h('li', {},
      h('button', { id: `step-${position}`, 'aria-current': view === position ? 'page' : null, onclick: () => show(position) }, step))))))));
  at('standing')?.remove();
  at('top').after(h('section', { id: 'standing', class: 'standing', 'aria-label': word('sofar') }));
  const stamp = outcome.result?.edition;
  at('foot').replaceChildren(h('p', {}, word('offline')), h('p', {}, word('private')),
    stamp ? h('p', {}, word('engine', outcome.result.engine, stamp.id, stamp.revision, stamp.digest.slice(0, 19))) : '');
}

/** The line that stays in sight, and what screen readers hear once typing rests. */
function standing() {
  const { result, wrong } = outcome;
  const saved = !stored.works ? word('noStore') : stored.dirty ? word('saving') : stored.at && draft.region ? word('saved', stored.at) : '';
  const parts = !result ? [h('p', {}, outcome.whole.length > 0 ? outcome.whole.map(said).join('; ') : word('noScore'))] : [
    h('p', { class: 'sum' }, h('b', { id: 'total' }, number(result.total.points, 2)), ` / ${number(result.total.maximum)}`),
    h('p', {}, h('b', { id: 'category' }, category(result))),
    h('p', {}, gap(result)),
    result.completeness.of !== '0' && h('p', {}, word('answered', number(result.completeness.questions), number(result.completeness.of))),
  ];
  if (wrong > 0) parts.push(h('p', { class: 'flag' }, word('wrongs', wrong)));
  at('standing')?.replaceChildren(h('div', { class: 'wide' }, parts, h('p', { class: 'saved', id: 'saved', role: 'status' }, saved)));
  clearTimeout(timers.live);
  timers.live = setTimeout(() => {
    const text = result ? word('live', number(result.total.points, 2), category(result), wrong > 0 ? word('wrongs', wrong) : '') : '';
    if (at('live').textContent !== text) at('live').textContent = text;
  }, 900);
}

function other() {
  lang = lang === 'id' ? 'en' : 'id';
  notices = [];
  keep();
  score();
  render();
  at('lang').focus();
}

function show(next) {
  view = next;
  notices = [];
  score();
  keep();
  render();
  scrollTo(0, 0);
  at('main').focus({ preventScroll: true });
}

function render() {
  frame();
  standing();
  const views = [start, fill, results, report];
  at('main').replaceChildren(h('div', { id: 'notices' }, noticeBoxes()), ...views[view]().flat(9).filter(Boolean));
  fields();
}

/** A field with its label. */
function field(label, control, hint, kind = '') {
  return h('div', { class: `field ${kind}` }, h('label', { for: control.id }, label), control, hint && h('p', { class: 'hint', id: `${control.id}-hint` }, hint));
}

const option = (value, text, chosen) => h('option', { value, selected: chosen }, text);

function ask_to(title, lead, yes, then) {
  const dialog = at('dialog');
  dialog.replaceChildren(h('h2', { id: 'dialog-title' }, title), h('p', {}, lead), h('div', { class: 'row' },
    h('button', { class: 'main', onclick: () => { dialog.close(); then(); } }, yes), h('button', { autofocus: true, onclick: () => dialog.close() }, word('no'))));
  dialog.showModal();
}

// ── Start ────────────────────────────────────────────────────────────────────────────────────────────────

function start() {
  const search = h('input', { id: 'search', type: 'search', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'found' });
  const list = h('select', { id: 'region', size: 7, onchange: () => choose({ region: list.value }) });
  const found = h('p', { class: 'hint', id: 'found', role: 'status' });
  const chosen = h('p', { class: 'hint', id: 'chosen', role: 'status' });
  const line = (region) => `${region.code}  ${region.name}, ${region.province_name ?? ''}`;
  const match = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const whole = words.join(' ');
    const has = (region, part) => line(region).toLowerCase().includes(part);
    // Who types "ogan ilir" means that one first, and not Ogan Komering Ilir.
    const fits = regions.filter((region) => words.every((one) => has(region, one)));
    fits.sort((a, b) => has(b, whole) - has(a, whole));
    list.replaceChildren(...fits.map((region) => option(region.code, line(region), region.code === draft.region)));
    found.textContent = fits.length > 0 ? word('found', number(fits.length)) : word('foundNone');
  };
  search.addEventListener('input', match);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && list.options.length > 0) { list.selectedIndex = 0; choose({ region: list.value }); }
    if (event.key === 'ArrowDown') { event.preventDefault(); list.focus(); if (list.selectedIndex < 0) { list.selectedIndex = 0; choose({ region: list.value }); } }
  });
  const told = () => { const region = regionOf(draft.region); chosen.textContent = region ? word('chosen', `${region.name} (${region.code})`) : word('noRegion'); };
  match();
  told();
  const choose = (change) => {
    const refilled = change.edition && change.edition !== draft.edition;
    Object.assign(draft, change);
    if (change.region) draft.region_name = regionOf(change.region)?.name;
    if (refilled) use();
    notices = [];
    score(); keep();
    if (refilled) { render(); at('edition').focus(); } else { frame(); standing(); told(); }
  };
  const years = edition ? Array.from({ length: edition.years.to - edition.years.from + 1 }, (_, step) => edition.years.from + step) : [];
  const begin = () => { if (draft.region) show(1); else { search.focus(); notice('wrong', word('noRegion')); } };
  return [h('div', { class: 'two' },
    h('section', { class: 'sheet', 'aria-labelledby': 'setup' },
      h('h2', { id: 'setup' }, word('setup')), h('p', { class: 'lead' }, word('setupLead')),
      field(word('edition'), h('select', { id: 'edition', onchange: (event) => choose({ edition: event.target.value }) },
        editions.map((one) => option(one.id, `${one.name} (${one.years.from === one.years.to ? word('year1', one.years.from) : word('years', one.years.from, one.years.to)})`, one.id === draft.edition)))),
      h('div', { class: 'field' }, h('label', { for: 'search' }, word('search')), search, found),
      h('div', { class: 'field' }, h('label', { for: 'region' }, word('region')), list, chosen),
      h('div', { class: 'row' },
        field(word('year'), h('select', { id: 'year', onchange: (event) => choose({ year: Number(event.target.value) }) }, years.map((year) => option(year, String(year), year === draft.year)))),
        field(word('stage'), h('select', { id: 'stage', onchange: (event) => choose({ stage: event.target.value }) }, (edition?.stages ?? []).map((stage) => option(stage.id, named(stage), stage.id === draft.stage))))),
      h('div', { class: 'row' }, h('button', { class: 'main', id: 'begin', onclick: begin }, word('begin')))),
    h('div', {},
      h('section', { class: 'sheet', 'aria-labelledby': 'opening' }, h('h2', { id: 'opening' }, word('openTitle')),
        h('div', { class: 'drop', id: 'drop' }, h('p', {}, word('openLead')), opener('open', word('open'), false, (files) => openFile(files[0])))),
      h('section', { class: 'sheet', 'aria-labelledby': 'rules-title' }, h('h2', { id: 'rules-title' }, word('rules')), h('p', { class: 'lead' }, rules ? word('rulesUse', Object.keys(rules).join(', ')) : word('rulesLead')),
        h('div', { class: 'row' }, rules ? h('button', { onclick: () => { rules = null; use(); keep(); score(); render(); } }, word('rulesDrop')) : opener('rules', word('rulesOpen'), true, openRules))),
      h('section', { class: 'sheet', 'aria-labelledby': 'anew' }, h('h2', { id: 'anew' }, word('fresh').replace('…', '')), h('p', { class: 'lead' }, word('freshLead')),
        h('button', { id: 'fresh', onclick: () => ask_to(word('freshTitle'), word('freshLead'), word('freshYes'), anew) }, word('fresh')))))];
}

/** A button that opens the browser's own choice of files. */
function opener(id, text, multiple, then) {
  const input = h('input', { type: 'file', id: `${id}-file`, multiple, class: 'unseen', tabindex: -1, 'aria-label': text, onchange: () => { if (input.files.length > 0) then([...input.files]); input.value = ''; } });
  return [h('button', { id, onclick: () => input.click() }, text), input];
}

function anew() {
  draft = fresh();
  rules = null;
  shown = '';
  try { localStorage.removeItem(KEY); } catch { /* there is nothing to remove */ }
  stored.at = '';
  use();
  show(0);
}

/** Takes up the edition of the draft; years and stages that it does not know are replaced by its own. */
function use() {
  const response = ask({ verb: 'editions' });
  if (!response.ok && rules) {
    const why = response.diagnostics.map((finding) => `${finding.file}, ${word('line', finding.line)}: ${said(finding)}`);
    rules = null;
    use();
    return notice('wrong', word('refused', word('rules')), why);
  }
  editions = response.result;
  if (!editions.some((one) => one.id === draft.edition)) draft.edition = (editions.find((one) => one.id === '2023') ?? editions[0]).id;
  edition = ask({ verb: 'editions', id: draft.edition }).result;
  nodes = new Map();
  for (const block of edition.blocks) {
    nodes.set(block.id, { kind: 'block', ...block });
    for (const indicator of block.indicators) {
      nodes.set(indicator.id, { kind: 'indicator', block, ...indicator });
      for (const question of indicator.questions) {
        nodes.set(question.id, { kind: 'question', block, indicator, measure: question, ...question });
      }
    }
  }
  if (!(draft.year >= edition.years.from && draft.year <= edition.years.to)) draft.year = edition.years.to;
  if (!edition.stages.some((stage) => stage.id === draft.stage)) draft.stage = edition.stages[0].id;
  if (!pages().some((page) => page.id === shown)) shown = first();
}

// ── Filling in ───────────────────────────────────────────────────────────────────────────────────────────

/** What can be shown at once: whole blocks, the questions of a block, those of an agency. */
function pages() {
  const deep = edition.blocks.filter((block) => block.indicators.length > 0);
  const owners = edition.agencies.filter((agency) => [...nodes.values()].some((node) => node.measure?.agencies.includes(agency.id)));
  return [{ id: 'wholes', name: word('wholes') },
    ...deep.map((block) => ({ id: `b:${block.id}`, name: block.name, group: 'blocks', block })),
    ...owners.map((agency) => ({ id: `a:${agency.id}`, name: agency.short, group: 'agencies', agency }))];
}

const first = () => (pages().find((page) => page.block) ?? pages()[0]).id;

/** The indicators of a page with their questions that belong there. */
function rows(page) {
  const open = (code) => !onlyOpen || !answered(read(code));
  const mine = (measure) => !page.agency || measure.agencies.includes(page.agency.id);
  return edition.blocks.filter((block) => page.agency || block.id === page.block?.id)
    .flatMap((block) => block.indicators.map((indicator) => ({
      block,
      indicator,
      leaves: (indicator.measure ? [{ id: indicator.id, maximum: indicator.maximum, ...indicator.measure }] : indicator.questions).filter((leaf) => mine(leaf) && open(leaf.id)),
    }))).filter(({ leaves }) => leaves.length > 0);
}

function fill() {
  if (!draft.region) return start();
  const all = pages();
  const position = Math.max(0, all.findIndex((page) => page.id === shown));
  const page = all[position];
  const turn = (id, focus) => { shown = id; keep(); render(); scrollTo(0, 0); at(focus)?.focus({ preventScroll: true }); };
  const choices = (group) => all.filter((one) => one.group === group).map((one) => option(one.id, one.name, one.id === shown));
  const filter = h('section', { class: 'sheet filter', 'aria-label': word('show') }, h('div', { class: 'row' },
    field(word('show'), h('select', { id: 'shown', onchange: (event) => turn(event.target.value, 'shown') }, option('wholes', word('wholes'), shown === 'wholes'),
      choices('blocks').length > 0 && h('optgroup', { label: word('blocks') }, choices('blocks')),
      choices('agencies').length > 0 && h('optgroup', { label: word('agencies') }, choices('agencies')))),
    page.id !== 'wholes' && h('label', { class: 'check' }, h('input', { type: 'checkbox', id: 'only', checked: onlyOpen, onchange: (event) => { onlyOpen = event.target.checked; render(); at('only').focus(); } }), word('only'))),
    h('p', { class: 'hint' }, word('enter')));
  const alike = all.filter((one) => one.group === page.group);
  const [before, after] = [-1, 1].map((step) => alike[alike.indexOf(page) + step]);
  const steps = h('div', { class: 'steps' },
    before ? h('button', { id: 'prev', onclick: () => turn(before.id, 'main') }, word('prev', before.name)) : h('span'),
    after ? h('button', { class: 'main', id: 'next', onclick: () => turn(after.id, 'main') }, word('next', after.name)) : h('button', { class: 'main', id: 'next', onclick: () => show(2) }, word('toResult')));
  const heading = h('h2', { class: 'unseen' }, page.name);
  if (page.id === 'wholes') {
    return [filter, heading, h('section', { class: 'sheet indicator' }, h('header', {}, h('h3', {}, word('wholes')), h('p', { class: 'soft small' }, word('wholesLead'))), edition.blocks.map((block) => whole(block.id, block.name, block.maximum))), steps];
  }
  const list = rows(page);
  if (list.length === 0) return [filter, heading, h('p', { class: 'notice fine' }, word('nothingLeft')), steps];
  return [filter, heading, list.map(({ indicator, leaves }) => h('section', { class: 'sheet indicator', 'aria-labelledby': `i-${indicator.id}` },
    h('header', {}, h('h3', { id: `i-${indicator.id}` }, `${indicator.id}. ${indicator.name}`), h('p', { class: 'soft small' }, h('span', { 'data-sum': indicator.id }), word('max', number(indicator.maximum)))),
    leaves.map((leaf) => question(leaf)),
    indicator.questions.length > 0 && h('details', { open: filled(draft.indicators?.[indicator.id]) }, h('summary', {}, word('whole', indicator.id)), whole(indicator.id, word('wholeLabel', indicator.id), indicator.maximum, word('wholeHint'))))), steps];
}

/** A control of an answer: what is typed goes into the draft, and Enter to the next question. */
function control(code, key, attributes, get, set) {
  const input = h(attributes.tag ?? 'input', {
    id: `f-${code}-${key}`, 'data-code': code, 'aria-describedby': `e-${code}`, autocomplete: 'off', ...attributes, tag: null,
    oninput: () => { set(input.value.trim()); changed(); },
    onkeydown: (event) => { if (event.key === 'Enter' && input.localName === 'input') { event.preventDefault(); onward(input); } },
  });
  if (attributes.tag !== 'select') input.value = shownNumber(get());
  return input;
}

/** A figure in a field: a plain decimal is shown with a comma, whatever else was typed stays as it is. */
function shownNumber(value) {
  const text = filled(value) ? String(value) : '';
  return lang === 'id' && /^\d+\.\d+$/.test(text) && !/^[1-9]\d{0,2}\.\d{3}$/.test(text) ? text.replace('.', ',') : text;
}

function onward(input) {
  const all = [...document.querySelectorAll('.question')].filter((box) => box.checkVisibility?.() ?? box.offsetParent);
  const next = all[all.indexOf(input.closest('.question')) + 1];
  (next?.querySelector('input, select') ?? at('next'))?.focus();
}

/** Points of a block or an indicator as a whole. */
function whole(code, label, maximum, hint) {
  const input = control(code, 'points', { inputmode: 'decimal' }, () => read(code).points, (value) => write(code, { points: value }));
  return h('div', { class: 'question', id: `q-${code}` }, h('div', { class: 'entry' }, h('div', { class: 'field long' }, h('label', { for: input.id }, label), h('p', { class: 'meta' }, [word('max', number(maximum)), hint].filter(Boolean).join('. '))), field(word('value'), input, null, 'number'),
    h('button', { class: 'quiet earned', 'data-earned': code, disabled: true, onclick: () => explain(code) }, '–')), h('div', { class: 'error', id: `e-${code}` }));
}

function question(leaf) {
  const code = leaf.id;
  const plain = ['points', 'count', 'units', 'ladder'].includes(leaf.shape.kind);
  const box = h('div', { class: plain ? 'question short' : 'question', id: `q-${code}`, role: 'group', 'aria-labelledby': `t-${code}` });
  const agencies = leaf.agencies.map((id) => edition.agencies.find((agency) => agency.id === id)?.short ?? id);
  const kinds = leaf.evidence.map((id) => edition.evidence.find((kind) => kind.id === id)?.name ?? id);
  const meta = [word('max', number(leaf.maximum)), agencies.join(', '), kinds.length > 0 && word('evidence', kinds.join(', ')), leaf.answered_by && WORDS[lang].each[leaf.answered_by]].filter(Boolean);
  const state = h('select', { id: `s-${code}`, onchange: () => {
    const table = { ...read(code) };
    if (state.value === 'given') return sync();
    ANSWER.forEach((key) => delete table[key]);
    if (state.value !== 'belum-diisi') table.state = state.value;
    write(code, table);
    box.querySelectorAll('.entry input:not([type=checkbox]), .entry select:not([id^="s-"]), details input[id$="-points"]').forEach((input) => { input.value = ''; });
    box.querySelectorAll('.entry [type=checkbox]').forEach((input) => { input.checked = false; });
    sync();
    changed();
  } }, ['given', ...STATES].map((one) => option(one, WORDS[lang].states[one])));
  const sync = () => {
    const table = read(code);
    state.value = STATES.includes(table.state) ? table.state : answered(table) ? 'given' : 'belum-diisi';
    state.querySelector('[value=given]').hidden = state.value !== 'given';
  };
  // Whoever types an answer has left the state that was chosen before.
  const set = (change) => {
    const table = { ...read(code) };
    delete table.state;
    change(table);
    write(code, table);
    sync();
  };
  const note = (key) => (value) => { write(code, { ...read(code), [key]: value }); };
  // Where the points of a figure or a level are not known, they are typed beside it.
  const { shape } = leaf;
  const unknown = shape.scale?.kind === 'unknown' || (shape.levels ?? []).some((level) => level.points === null);
  const beside = shape.kind !== 'points' && field(word('onlyPoints'), control(code, 'points', { inputmode: 'decimal' }, () => read(code).points, (value) => set((table) => { table.points = value; })), unknown ? word('needsPoints') : null);
  const more = h('details', { open: unknown || ['note', 'status'].some((key) => filled(read(code)[key])) || (beside && filled(read(code).points)) }, h('summary', {}, beside ? word('moreToo') : word('more'), h('span', { class: 'unseen' }, ` ${code}`)), h('div', { class: 'row' },
    field(word('note'), control(code, 'note', { spellcheck: 'false' }, () => read(code).note, note('note')), null, 'long'),
    beside, field(word('status'), h('select', { id: `f-${code}-status`, onchange: (event) => { note('status')(event.target.value); changed(); } }, ['', ...edition.statuses].map((one) => option(one, WORDS[lang].statuses[one] ?? one, (read(code).status ?? '') === one))))));
  const entries = inputs(leaf, set);
  box.append(h('div', { class: 'asked' }, h('p', { class: 'text', id: `t-${code}` }, h('span', { class: 'code' }, code), leaf.text),
    h('p', { class: 'meta' }, meta.join(' · '))),
    h('div', { class: 'entry' }, entries, field(word('state'), state, null, 'state'),
      h('button', { class: 'quiet earned', 'data-earned': code, disabled: true, onclick: () => explain(code) }, '–')),
    ...hints(leaf), h('div', { class: 'error', id: `e-${code}` }), more);
  sync();
  return box;
}

function hints(leaf) {
  const { shape } = leaf;
  if (shape.kind === 'points' && shape.values) return [h('p', { class: 'hint' }, word('known', shape.values.map((value) => number(value)).join('; ')))];
  return [];
}

/** The fields of a question by its shape. */
function inputs(leaf, set) {
  const { id: code, shape } = leaf;
  const own = (key) => read(code)[key];
  const text = (key, label, kind = 'number', attributes = {}) => field(label, control(code, key, { inputmode: 'decimal', ...attributes }, () => own(key), (value) => set((table) => { table[key] = value; })), null, kind);
  const or = () => h('span', { class: 'or' }, word('or'));
  switch (shape.kind) {
    case 'points': {
      if (!shape.values) return [text('points', word('value'))];
      const list = h('datalist', { id: `l-${code}` }, shape.values.map((value) => option(shownNumber(value), '')));
      return [text('points', word('value'), 'number', { list: list.id }), list];
    }
    case 'ladder':
      return [field(word('level'), control(code, 'level', { tag: 'select' }, () => own('level'), (value) => set((table) => { table.level = value; })), null, 'long')].map((box) => {
        box.querySelector('select').append(option('', word('pick')), ...shape.levels.map((level) => option(level.id, `${level.text} (${level.points === null ? word('unknownPoints') : number(level.points)})`, own('level') === level.id)));
        return box;
      });
    case 'checklist':
      return [h('fieldset', { class: 'items' }, h('legend', { class: 'label' }, word('items')), shape.items.map((item) => {
        const box = h('input', { type: 'checkbox', id: `f-${code}-i-${item.id}`, 'data-code': code, checked: (own('items') ?? []).includes(item.id), onchange: () => {
          set((table) => {
            const ticked = shape.items.map((one) => one.id).filter((one) => (one === item.id ? box.checked : (table.items ?? []).includes(one)));
            if (ticked.length > 0) table.items = ticked;
            else delete table.items;
          });
          changed();
        } });
        return h('label', { class: 'check', for: box.id }, box, `${item.text} (${number(item.points)})`);
      }))];
    case 'percent':
      return [text('percent', word('percent')), or(), text('count', word('count')), text('of', word('total'))];
    case 'count':
      return [text('figure', word('figure'))];
    case 'units':
      if (own('units')) return [h('p', {}, word('oneByOne', Object.keys(own('units')).length)), h('button', { onclick: () => { set((table) => { delete table.units; }); changed(); render(); } }, word('clear'))];
      return [text('yes', word('yes')), text('of', word('yesOf'))];
    case 'series': {
      const given = Object.keys(own('series') ?? {});
      const usual = Array.from({ length: shape.years }, (_, back) => String(draft.year - 1 - back));
      const years = [...new Set([...usual, ...given])].sort();
      const cell = (year) => (value) => set((table) => {
        const series = { ...(table.series ?? {}) };
        if (filled(value) && !(typeof value === 'object' && !filled(value.percent) && !filled(value.count) && !filled(value.of))) series[year] = value;
        else delete series[year];
        table.series = series;
      });
      const now = (year) => own('series')?.[year];
      const part = (year, key) => { const value = now(year); return value && typeof value === 'object' ? value[key] : key === 'percent' ? value : undefined; };
      const percents = (year, key) => (value) => {
        const was = now(year);
        const table = { ...(was && typeof was === 'object' ? was : { percent: was }), [key]: value };
        Object.keys(table).forEach((one) => { if (!filled(table[one])) delete table[one]; });
        const alone = Object.keys(table).length === 1 && filled(table.percent);
        cell(year)(alone ? table.percent : table);
      };
      return [h('div', { class: 'years' }, years.map((year) => h('fieldset', { class: 'row' }, h('legend', { class: 'label' }, word('inYear', year)), shape.of === 'percent'
        ? [['percent', word('percent')], ['count', word('count')], ['of', word('total')]].map(([key, label]) => field(label, control(code, `${year}-${key}`, { inputmode: 'decimal' }, () => part(year, key), percents(year, key))))
        : field(word('figure'), control(code, year, { inputmode: 'decimal' }, () => now(year), cell(year))))))];
    }
    default:
      return [text('points', word('value'))];
  }
}

/** What the door said of what is on the page: points beside answers, findings beside fields. */
function fields() {
  const earned = new Map();
  for (const block of outcome.result?.blocks ?? []) {
    earned.set(block.id, block);
    for (const indicator of block.indicators) {
      earned.set(indicator.id, indicator);
      indicator.questions.forEach((one) => earned.set(one.id, one));
    }
  }
  document.querySelectorAll('[data-earned]').forEach((button) => {
    const code = button.dataset.earned;
    const found = outcome.left?.has(code) ? null : earned.get(code);
    button.disabled = !found;
    button.replaceChildren(found ? word('earned', number(found.points, 2), number(found.maximum)) : '–', h('span', { class: 'unseen' }, `, ${word('explainThis', code)}`));
  });
  document.querySelectorAll('[data-sum]').forEach((span) => {
    const found = earned.get(span.dataset.sum);
    span.replaceChildren(found ? h('b', {}, number(found.points, 2)) : '', found ? ' · ' : '');
  });
  document.querySelectorAll('.question').forEach((box) => {
    const code = box.id.slice(2);
    const found = outcome.fields.get(code) ?? [];
    const error = at(`e-${code}`);
    const wrong = found.some((finding) => finding.severity === 'error');
    const text = found.map((finding) => `${said(finding)}|${advice(finding)}`).join('\n');
    if (error.dataset.text !== text) {
      error.dataset.text = text;
      error.className = wrong ? 'error' : 'error heed';
      error.setAttribute('role', wrong ? 'alert' : 'note');
      error.replaceChildren(...found.flatMap((finding) => [h('p', {}, h('b', {}, said(finding))), h('p', {}, advice(finding))]));
    }
    box.querySelectorAll('[data-code]').forEach((input) => { if (input.dataset.code === code) input.setAttribute('aria-invalid', String(wrong)); });
  });
}

/** Opens the question, row or block of a code. */
function go(code) {
  const node = nodes.get(code);
  if (!node) return;
  at('dialog').close();
  onlyOpen = false;
  shown = node.kind === 'block' ? 'wholes' : `b:${node.block.id}`;
  show(1);
  const box = at(`q-${code}`) ?? at(`i-${code}`)?.closest('section');
  box?.closest('details')?.setAttribute('open', '');
  box?.scrollIntoView({ block: 'center' });
  box?.querySelector('input, select')?.focus({ preventScroll: true });
}

/** A node as people call it. */
function label(code) {
  const node = nodes.get(code);
  if (code === 'total') return word('totalRow');
  return node?.kind === 'block' ? node.short : node?.kind === 'indicator' ? word('row', code) : code;
}

// ── Results ──────────────────────────────────────────────────────────────────────────────────────────────

const line = (kind, from, to, high) => h('line', { class: kind, x1: from, x2: to, y1: '0.5', y2: '0.5', 'stroke-width': high });

/** A bar that the browser scales: its lengths are the points themselves. */
function bar(points, maximum, kind, ticks = []) {
  return h('svg', { class: kind, viewBox: `0 0 ${maximum} 1`, preserveAspectRatio: 'none', 'aria-hidden': 'true', focusable: 'false' },
    line('ground', 0, maximum, 1), line('fill', 0, points, 1), ticks.map((tick) => h('line', { class: 'tick', x1: tick, x2: tick, y1: 0, y2: 1 })));
}

function results() {
  const { result } = outcome;
  if (!result) return start();
  const why = (code, name) => h('button', { class: 'quiet', onclick: () => explain(code) }, word('explain'), h('span', { class: 'unseen' }, ` ${name}`));
  const { completeness: filledIn } = result;
  const deep = result.blocks.filter((block) => block.indicators.length > 0);
  const fact = (label, text) => h('div', {}, h('dt', {}, label), h('dd', {}, text));
  const number_of = (row) => h('button', { class: 'quiet', onclick: () => explain(row.id) }, number(row.points, 2), h('span', { class: 'unseen' }, `, ${word('explain')} ${row.name}`));
  const table = (caption, rows, sum) => h('table', {}, h('caption', { class: 'unseen' }, caption),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, word('blockHead')), h('th', { scope: 'col', class: 'right' }, word('pointsHead')), h('th', { scope: 'col', class: 'right' }, word('maxHead')))),
    h('tbody', {}, rows.map((row) => h('tr', {}, h('th', { scope: 'row' }, row.label ?? row.name, bar(row.points, row.maximum, 'bar')), h('td', { class: 'right' }, number_of(row)), h('td', { class: 'right' }, number(row.maximum)))), sum));
  return [
    h('section', { class: 'sheet', 'aria-labelledby': 'verdict' }, h('h2', { id: 'verdict', class: 'unseen' }, word('result')),
      h('div', { class: 'verdict' },
        h('div', {}, h('p', { class: 'category' }, result.category?.name ?? word('below')),
          h('p', { class: 'score' }, h('b', {}, number(result.total.points, 2)), ` ${word('of')} ${number(result.total.maximum)}`), why('total', word('totalRow'))),
        h('dl', { class: 'facts' }, fact(word('nextFact'), gap(result)),
          filledIn.of !== '0' && fact(word('filled'), word('filledText', number(filledIn.questions), number(filledIn.of), number(filledIn.points), number(filledIn.maximum))),
          result.category?.between && fact(word('reached'), word('between')),
          result.gates.map((gate) => fact(`${word('gates')} ${edition.categories.find((one) => one.id === gate.category)?.name ?? gate.category}: ${WORDS[lang].gateStates[gate.state]}`, named(edition.gates.find((one) => one.id === gate.id) ?? { name: gate.id }))))),
      bar(result.total.points, result.total.maximum, 'scale', edition.categories.map((one) => one.from))),
    h('div', { class: 'two' },
      h('section', { class: 'sheet', 'aria-labelledby': 'blocks' }, h('h2', { id: 'blocks' }, word('perBlock')), h('p', { class: 'lead small' }, word('press')),
        table(word('perBlock'), result.blocks, h('tr', { class: 'total' }, h('th', { scope: 'row' }, word('totalRow')), h('td', { class: 'right' }, number_of({ id: 'total', name: word('totalRow'), points: result.total.points })), h('td', { class: 'right' }, number(result.total.maximum))))),
      h('section', { class: 'sheet', 'aria-labelledby': 'bands' }, h('h2', { id: 'bands' }, word('bands')), h('table', {}, h('caption', { class: 'unseen' }, word('bands')),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, word('reached')), h('th', { scope: 'col', class: 'right' }, word('from')), h('th', { scope: 'col', class: 'right' }, word('to')))),
        h('tbody', {}, edition.categories.map((one) => h('tr', { class: one.id === result.category?.id ? 'here' : null }, h('th', { scope: 'row' }, one.name, one.id === result.category?.id && ` ← ${word('here')}`), h('td', { class: 'right' }, number(one.from, 2)), h('td', { class: 'right' }, number(one.to, 2)))))))),
    h('section', { class: 'sheet', 'aria-labelledby': 'remarks' }, h('h2', { id: 'remarks' }, word('remarks')), result.remarks.length + outcome.whole.length === 0 ? h('p', {}, word('noRemarks'))
      : h('ul', { class: 'remarks' }, outcome.whole.map((finding) => h('li', {}, `${said(finding)}. ${advice(finding)}`)), result.remarks.map((remark) => h('li', {}, nodes.has(remark.node) ? h('button', { class: 'quiet', onclick: () => go(remark.node) }, label(remark.node)) : h('b', {}, label(remark.node)), `: ${remark.message}`)))),
    deep.length > 0 && h('section', { class: 'sheet folds', 'aria-labelledby': 'rows' }, h('h2', { id: 'rows' }, word('perRow')), deep.map((block) => h('details', {}, h('summary', {}, word('rows', block.name)),
      table(block.name, block.indicators.map((one) => ({ ...one, label: `${one.id}. ${one.name}` })))))),
  ];
}

/** How a number came about, as the library words it; its parts are one press away. */
function explain(code, from = []) {
  score();
  const response = ask({ verb: 'explain', answers: written(outcome.left).text, name: 'isian', node: code, depth: 1, output: 'json' });
  const dialog = at('dialog');
  if (!response.ok) return notice('wrong', response.diagnostics.map(said).join('; '));
  const told = response.result;
  const piece = (one) => {
    if (one.kind === 'pair') return h('dl', {}, h('dt', {}, one.label), h('dd', {}, one.text));
    if (one.kind === 'paragraph') return h('p', {}, one.text);
    return h('table', {}, h('caption', { class: 'unseen' }, told.title), h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, one.heads.part), h('th', { scope: 'col', class: 'right' }, one.heads.points), h('th', { scope: 'col', class: 'right' }, one.heads.maximum), one.parts.some((part) => part.note) && h('th', { scope: 'col' }, one.heads.note))),
      h('tbody', {}, one.parts.map((part) => h('tr', {}, h('th', { scope: 'row' }, part.name), h('td', { class: 'right' }, part.points), h('td', { class: 'right' }, part.maximum), one.parts.some((other) => other.note) && h('td', {}, part.note))),
        h('tr', { class: 'total' }, h('th', { scope: 'row' }, word('totalRow')), h('td', { class: 'right' }, one.sum), h('td', { class: 'right' }, one.maximum), one.parts.some((other) => other.note) && h('td', {}))));
  };
  dialog.replaceChildren(h('div', {}, h('h2', { id: 'dialog-title', tabindex: -1 }, told.title), told.sections.map((section) => h('section', {}, section.map(piece))),
    told.parts.length > 0 ? h('section', {}, h('h3', {}, word('parts')), h('ul', {}, told.parts.map((part) => h('li', {}, h('button', { class: 'quiet', onclick: () => explain(part.node, [...from, code]) }, part.title))))) : '',
    h('div', { class: 'row' }, from.length > 0 ? h('button', { onclick: () => explain(from.at(-1), from.slice(0, -1)) }, word('back')) : '',
      nodes.has(code) ? h('button', { onclick: () => go(code) }, word('goTo', code)) : '',
      h('button', { class: 'main', onclick: () => dialog.close() }, word('close')))));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  at('dialog-title').focus();
}

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────

function report() {
  if (!outcome.result) return start();
  const html = outcome.wrong === 0 ? ask({ verb: 'score', answers: written().text, name: 'isian', output: 'html' }).result : null;
  // The report has no script, and none would run here; the page may only print it.
  const preview = html && h('iframe', { id: 'preview', title: word('preview'), sandbox: 'allow-same-origin allow-modals', srcdoc: html });
  const name = (ending) => `isian-${draft.region}-${draft.year}-${draft.stage}.${ending}`;
  return [h('section', { class: 'sheet noprint', 'aria-labelledby': 'report' }, h('h2', { id: 'report' }, word('report')), h('p', { class: 'lead' }, word('reportLead')),
    h('div', { class: 'row' }, h('button', { class: 'main', id: 'save', onclick: () => save(name('toml')) }, word('save')),
      h('button', { id: 'print', disabled: !html, onclick: () => { preview.contentWindow.focus(); preview.contentWindow.print(); } }, word('print')),
      h('button', { id: 'download', disabled: !html, onclick: () => hand(name('html').replace('isian', 'laporan'), html, 'text/html') }, word('download'))),
    !html && h('p', { class: 'error' }, word('cannot')), preview)];
}

function save(name) {
  const text = sound();
  if (text === null) return;
  const response = ask({ verb: 'write', answers: text, name: 'isian' });
  if (!response.ok) return notice('wrong', word('cannot'), response.diagnostics.map(said));
  hand(name, response.result, 'application/toml');
  stored.dirty = false;
  notice('fine', word('savedFile', name));
}

/** Gives a file to the browser to keep. */
function hand(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = h('a', { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/** The text of a file, or null with a notice. */
async function textOf(file, lenient) {
  if (file.size > LARGEST) return notice('wrong', word('refused', file.name), [word('tooBig')]) ?? null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return notice('wrong', word('refused', file.name), [word('workbook')]) ?? null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Excel writes tables in the old code page of Windows; codes and figures are the same in it.
    if (lenient) return new TextDecoder('windows-1252').decode(bytes);
    return notice('wrong', word('refused', file.name), [word('notText')]) ?? null;
  }
}

async function openFile(file) {
  const table = /\.(csv|txt|tsv)$/i.test(file.name);
  const text = await textOf(file, table);
  if (text === null) return;
  if (table) return openTable(file.name, text);
  const response = ask({ verb: 'write', answers: text, name: file.name, output: 'json' });
  if (!response.ok) {
    const found = response.diagnostics.slice(0, 20).map((finding) => `${word('line', finding.line)}: ${said(finding)}. ${advice(finding)}`);
    return notice('wrong', word('refused', file.name), found);
  }
  draft = { ...fresh(), ...response.result };
  use();
  score();
  keep();
  shown = Object.keys(draft.blocks).length > 0 && Object.keys(draft.answers).length === 0 ? 'wholes' : first();
  show(1);
  notice('fine', word('loaded', file.name));
}

async function openRules(files) {
  const texts = await Promise.all(files.map((file) => textOf(file, false)));
  if (texts.includes(null)) return;
  rules = Object.fromEntries(files.map((file, position) => [file.name, texts[position]]));
  notices = [];
  const own = ask({ verb: 'editions' });
  const overlaid = own.ok && own.result.find((one) => one.overlay) ;
  if (overlaid) draft.edition = overlaid.id;
  else if (own.ok) { const id = own.result.find((one) => !editions.some((old) => old.id === one.id && old.digest === one.digest)); if (id) draft.edition = id.id; }
  use();
  keep();
  score();
  render();
}

/** The cells of a table with `;`, `,` or tabs between them, with the line on which each row begins. */
function cells(text) {
  const head = text.split(/\r\n|\r|\n/).slice(0, 30).join('\n');
  const mark = [';', '\t', ','].map((one) => [head.split(one).length, one]).sort((a, b) => b[0] - a[0])[0][1];
  const found = [];
  let [row, cell, quoted, line, start] = [[], '', false, 1, 1];
  const end = () => { row.push(cell.trim()); cell = ''; };
  for (let place = 0; place < text.length; place += 1) {
    const sign = text[place];
    if (sign === '\n') line += 1;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[place + 1] === '"') { cell += '"'; place += 1; } else quoted = false;
    } else if (sign === '"' && cell.trim() === '') { cell = ''; quoted = true; } else if (sign === mark) end();
    else if (sign === '\n') { end(); found.push({ line: start, row }); row = []; start = line; } else if (sign !== '\r') cell += sign;
  }
  if (cell !== '' || row.length > 0) { end(); found.push({ line: start, row }); }
  return { found, open: quoted ? start : 0 };
}

const TITLES = {
  code: ['kode', 'kode butir', 'butir', 'code', 'id', 'question'],
  indicator: ['indikator', 'indicator', 'no indikator'],
  value: ['nilai', 'skor', 'jawaban', 'isian', 'nilai mandiri', 'value', 'points', 'score'],
};

/** A table of codes and values; everything that is not understood is told. */
function openTable(name, text) {
  if (!draft.region) return notice('wrong', word('csvFirst'));
  const { found, open } = cells(text.replace(/^\ufeff/, ''));
  const plain = (title) => title.toLowerCase().replace(/[._]+/g, ' ').trim();
  const columns = (row, kind) => row.flatMap((title, column) => (TITLES[kind].includes(plain(title)) ? [column] : []));
  const head = found.findIndex(({ row }) => columns(row, 'code').length > 0 && columns(row, 'value').length > 0);
  if (head < 0) return notice('wrong', word('refused', name), [word('csvNone')]);
  const titles = found[head].row;
  const [code, indicator, values] = [columns(titles, 'code')[0], columns(titles, 'indicator')[0], columns(titles, 'value')];
  const missed = [];
  if (open) missed.push(word('csvShort', open));
  if (head > 0) missed.push(word('csvBefore', head));
  const unread = titles.filter((title, column) => title && column !== code && column !== indicator && !values.includes(column));
  if (unread.length > 0) missed.push(word('csvColumns', unread.join(', ')));
  const byCode = new Map([...nodes.keys()].map((key) => [key.toLowerCase(), key]));
  const seen = new Set();
  let [taken, replaced, empty] = [0, 0, 0];
  for (const { line: at_line, row } of found.slice(head + 1)) {
    if (row.every((cell) => cell === '')) continue;
    const own = row[code] ?? '';
    const joined = indicator === undefined ? '' : `${row[indicator]}.${own}`;
    const node = byCode.get(own.toLowerCase()) ?? byCode.get(joined.toLowerCase());
    const value = values.map((column) => row[column]).find(filled);
    if (!node) { missed.push(word('csvCode', at_line, own)); continue; }
    if (!filled(value)) { empty += 1; continue; }
    if (seen.has(node)) { missed.push(word('csvTwice', at_line, own)); continue; }
    seen.add(node);
    const state = value.toLowerCase().replace(/\s+/g, '-');
    const kind = nodes.get(node).measure?.shape.kind;
    const before = read(node);
    const rest = Object.fromEntries(Object.entries(before).filter(([key]) => !ANSWER.includes(key)));
    const answer = table_of(STATES.includes(state) ? state : value, kind);
    if (kind === 'percent' && answer.points) { answer.percent = answer.points.replace(/\s*%$/, ''); delete answer.points; }
    if (answered(before) && JSON.stringify({ ...rest, ...answer }) !== JSON.stringify(before)) replaced += 1;
    write(node, { ...rest, ...answer });
    taken += 1;
  }
  if (empty > 0) missed.push(word('csvEmpty', empty));
  const opened = nodes.get([...seen][0]);
  if (opened) shown = opened.kind === 'block' ? 'wholes' : `b:${opened.block.id}`;
  score();
  keep();
  show(1);
  const wrong = [...outcome.left];
  const most = missed.slice(0, 30);
  if (missed.length > most.length) most.push(word('csvMore', missed.length - most.length));
  notice(missed.length + wrong.length > 0 ? 'heed' : 'fine', [word('csvDone', name, taken, replaced), wrong.length > 0 ? `${word('wrongs', wrong.length)}.` : '', most.length > 0 ? word('csvOpen', missed.length) : ''].filter(Boolean).join(' '), [...wrong, ...most]);
}

// ── Beginning ────────────────────────────────────────────────────────────────────────────────────────────

function listen() {
  const over = (is) => at('drop')?.classList.toggle('over', is);
  addEventListener('dragover', (event) => { event.preventDefault(); over(true); });
  addEventListener('dragleave', () => over(false));
  addEventListener('drop', (event) => { event.preventDefault(); over(false); if (event.dataTransfer.files.length > 0) openFile(event.dataTransfer.files[0]); });
  addEventListener('pagehide', keep);
  addEventListener('storage', (event) => { if (event.key === KEY) notice('heed', word('elsewhere')); });
  addEventListener('beforeunload', (event) => { if (!stored.works && stored.dirty && draft.region) event.preventDefault(); });
  const failed = (reason) => { at('notices') ? notice('wrong', word('noReading', reason)) : at('waiting')?.append(h('p', {}, reason)); };
  addEventListener('error', (event) => failed(event.message));
  addEventListener('unhandledrejection', (event) => failed(String(event.reason?.message ?? event.reason)));
}

async function begin() {
  listen();
  const packed = decode(at('wasm').textContent, Number(at('wasm').dataset.length));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  door = await load(await new Response(stream).arrayBuffer());
  regions = ask({ verb: 'regions' }).result;
  recall();
  try {
    use();
    score();
    render();
  } catch {
    aside();
    use();
    score();
    render();
  }
  keep();
  standing();
}

begin();

// What the page knows, and what every part of it needs: elements and numbers. It holds the answers as an answers
// file has them, sends them to the door and shows what comes back: it never adds, rounds or compares points.
// Elements are made, never parsed from text.
//
// The page is one script. Its files share one scope and stand in it in the order of `assemble.mjs`.

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

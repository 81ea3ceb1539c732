// The answers: where each stands in the draft, the draft as text, and what the door says of it.

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
  // Bare points would be a level of a ladder, and of other shapes a figure as well as points.
  const bare = ['state', (nodes.get(code).measure?.shape.kind ?? 'points') === 'points' ? 'points' : 'level'];
  const alone = keys.length === 1 && bare.includes(keys[0]);
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

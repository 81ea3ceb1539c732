// Files: the report, answers files, rules, and tables of codes and values.

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

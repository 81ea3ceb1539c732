// Tables of codes and values: what is understood is taken up, the rest is told.

/** The cells of a table with `;`, `,` or tabs between them, with the line on which each row begins. */
function cells(text) {
  const head = text.split('\n').slice(0, 30).join('\n');
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
    else if (sign === '\n') { end(); found.push({ line: start, row }); row = []; start = line; } else cell += sign;
  }
  if (cell !== '' || row.length > 0) { end(); found.push({ line: start, row }); }
  return { found, open: quoted ? start : 0 };
}

const TITLES = {
  code: ['kode', 'kode butir', 'butir', 'code', 'id', 'question'],
  indicator: ['indikator', 'indicator', 'no indikator'],
  points: ['nilai', 'skor', 'nilai em', 'em', 'nilai mandiri', 'nilai evaluasi mandiri', 'penilaian mandiri', 'value', 'points', 'score'],
  answer: ['jawaban', 'isian'],
  count: ['jumlah'],
  of: ['dari'],
  whole: ['nilai keseluruhan'],
};

/** Where a row of titles has its columns; null where it is none. */
function heads(titles) {
  const plain = titles.map((title) => title.toLowerCase().replace(/[._]+/g, ' ').trim());
  const at_kind = (kind) => plain.flatMap((title, column) => (TITLES[kind].includes(title) ? [column] : []));
  const [[code], [indicator], whole] = [at_kind('code'), at_kind('indicator'), at_kind('whole')];
  // In the summary of a form the other numbers are sums; what is stated stands beside them.
  const kinds = whole.length > 0 ? [['points', whole]] : ['points', 'answer', 'count', 'of'].map((kind) => [kind, at_kind(kind)]);
  if (code === undefined || kinds.every(([, columns]) => columns.length === 0)) return null;
  const used = new Set([code, indicator, ...kinds.flatMap(([, columns]) => columns)]);
  return { code, indicator, kinds, unread: titles.filter((title, column) => title && !used.has(column)) };
}

/** What a row says of a node, as `kla import` reads it; null where it could mean more than one thing. */
function answer_of({ points, answer, count, of }, kind = 'points') {
  const state = [points, answer].filter(filled).map((text) => text.toLowerCase().replace(/\s+/g, '-')).find((text) => STATES.includes(text));
  if (state) return { state };
  const table = {};
  if (filled(points)) table.points = points;
  if (filled(answer)) {
    // A number from 0 to 1 is per cent or a share of one, and beside points a bare one is either of them.
    const percent = answer.endsWith('%') ? answer.slice(0, -1).trim() : kind === 'points' || /^(0*[.,]\d+|0*1([.,]0*)?)$/.test(answer) ? null : answer;
    if (kind === 'ladder') table.level = answer;
    else if (kind === 'count') table.figure = answer;
    else if ((kind === 'percent' || kind === 'points') && percent !== null) table.percent = percent;
    else return null;
  }
  if (filled(count) || filled(of)) {
    if (kind === 'units') Object.assign(table, { yes: count, of });
    else if (filled(of)) Object.assign(table, { count, of });
    else table.figure = count;
  }
  return table;
}

/** A table of codes and values; everything that is not understood is told. */
function openTable(name, text) {
  if (!draft.region) return notice('wrong', word('csvFirst'));
  const { found, open } = cells(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'));
  const first_head = found.findIndex(({ row }) => heads(row));
  if (first_head < 0) return notice('wrong', word('refused', name), [word('csvNone')]);
  const missed = [];
  if (open) missed.push(word('csvShort', open));
  if (first_head > 0) missed.push(word('csvBefore', first_head));
  let head = null;
  const byCode = new Map([...nodes.keys()].map((key) => [key.toLowerCase(), key]));
  const seen = new Set();
  let [taken, replaced, empty] = [0, 0, 0];
  for (const { line: at_line, row } of found.slice(first_head)) {
    if (row.every((cell) => cell === '')) continue;
    // Titles again: of the next page, or of another table below, such as a summary.
    const next = heads(row);
    if (next) {
      if (next.unread.length > 0 && next.unread.join() !== head?.unread.join()) missed.push(word('csvColumns', next.unread.join(', ')));
      head = next;
      continue;
    }
    const own = row[head.code] ?? '';
    const joined = head.indicator === undefined ? '' : `${row[head.indicator]}.${own}`;
    const node = byCode.get(own.toLowerCase()) ?? byCode.get(joined.toLowerCase());
    // Columns of one kind may say the same, but not different things.
    const said_of = head.kinds.map(([kind, columns]) => [kind, [...new Set(columns.map((column) => row[column]).filter(filled))]]);
    if (!node) { missed.push(word('csvCode', at_line, own)); continue; }
    if (said_of.every(([, texts]) => texts.length === 0)) { empty += 1; continue; }
    if (seen.has(node)) { missed.push(word('csvTwice', at_line, own)); continue; }
    seen.add(node);
    const kind = nodes.get(node).measure?.shape.kind;
    const answer = said_of.some(([, texts]) => texts.length > 1) ? null : answer_of(Object.fromEntries(said_of.map(([one, [first]]) => [one, first])), kind);
    if (!answer) { missed.push(word('csvUnclear', at_line, own, said_of.flatMap(([, texts]) => texts).join(' / '))); continue; }
    const before = read(node);
    const rest = Object.fromEntries(Object.entries(before).filter(([key]) => !ANSWER.includes(key)));
    if (answered(before) && JSON.stringify({ ...rest, ...answer }) !== JSON.stringify(before)) replaced += 1;
    write(node, { ...rest, ...answer });
    taken += 1;
  }
  if (empty > 0) missed.push(word('csvEmpty', empty));
  const opened = nodes.get([...seen][0]);
  if (opened) shown = opened.kind === 'block' ? 'wholes' : `b:${opened.block.id}`;
  show(1);
  const wrong = [...outcome.left];
  const most = missed.slice(0, 30);
  if (missed.length > most.length) most.push(word('csvMore', missed.length - most.length));
  notice(missed.length + wrong.length > 0 ? 'heed' : 'fine', [word('csvDone', name, taken, replaced), wrong.length > 0 ? `${word('wrongs', wrong.length)}.` : '', most.length > 0 ? word('csvOpen', missed.length) : ''].filter(Boolean).join(' '), [...wrong, ...most]);
}

// Results: category, blocks, and how any number came about.

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

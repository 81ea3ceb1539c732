// What is asked of a page from within. Each exported function is sent to the browser as text, so none
// uses anything outside itself but what `tools` leaves on `globalThis`, which `check.mjs` runs first.
//
// A problem is one line: the element, then what is wrong with it.

/** Helpers that the functions below find as `globalThis.kla`. */
export function tools() {
  /** An element as a person would look for it. */
  const name = (element) => {
    const steps = [];
    for (let at = element; at && at !== document.body && steps.length < 3; at = at.parentElement) {
      const classes = (at.getAttribute('class') ?? '').trim().split(/\s+/).filter(Boolean);
      const rest = at.id ? `#${at.id}` : classes.map((one) => `.${one}`).join('');
      steps.unshift(`${at.localName}${rest}`);
      if (at.id) break;
    }
    const text = (element.textContent ?? '').trim().replace(/\s+/g, ' ');
    return `${steps.join(' > ')}${text ? ` "${text.slice(0, 40)}${text.length > 40 ? '…' : ''}"` : ''}`;
  };

  /** Kept for screen readers only. */
  const unseen = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath === 'inset(50%)' && at.offsetWidth <= 1) return true;
    }
    return false;
  };

  const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && !unseen(element);

  /** Every visible piece of text with its element. */
  const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      const inert = element.closest('style, script, title, desc');
      if (walker.currentNode.data.trim() && !inert && visible(element)) {
        found.push({ node: walker.currentNode, element });
      }
    }
    return found;
  };

  /** The lines of a text on the page. */
  const lines = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5);
  };

  const scrolls = (element) => {
    const style = getComputedStyle(element);
    const can = (way) => way === 'auto' || way === 'scroll';
    return (can(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
      || (can(style.overflowY) && element.scrollHeight > element.clientHeight + 1);
  };

  /** The region around an element that scrolls by itself, if there is one. */
  const region = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (scrolls(at)) return at;
    }
    return null;
  };

  globalThis.kla = { name, unseen, visible, texts, lines, scrolls, region };
}

/** Opens the first so many folds and closes the others. */
export function unfold(many) {
  document.querySelectorAll('details').forEach((fold, position) => { fold.open = position < many; });
}

/** Nothing scrolls sideways, nothing is cut, no text leaves its box or lies on another. */
export function layout() {
  const { name, unseen, visible, texts, lines, scrolls, region } = globalThis.kla;
  const found = [];
  const root = document.documentElement;
  const width = root.clientWidth;
  const bodies = [...document.body.querySelectorAll('*')].filter((one) => visible(one));

  if (root.scrollWidth > width || document.body.scrollWidth > width) {
    found.push(`html: ${root.scrollWidth} px wide in a window of ${width} px`);
  }
  for (const element of bodies) {
    if (element.closest('svg') && element.localName !== 'svg') continue;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const outside = box.right > width + 1 || box.left < -1;
    if (outside && box.width > 0 && !region(element.parentElement)) {
      found.push(`${name(element)}: spans ${Math.round(box.left)} to ${Math.round(box.right)} px of ${width}`);
    }
    const cuts = (way) => way === 'hidden' || way === 'clip';
    if (element.localName !== 'svg' && !unseen(element)
      && ((cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1)
        || (cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1))) {
      found.push(`${name(element)}: cut, holds ${element.scrollWidth}×${element.scrollHeight} px in `
        + `${element.clientWidth}×${element.clientHeight}`);
    }
    if (scrolls(element)) {
      const label = element.getAttribute('aria-label')
        ?? document.getElementById(element.getAttribute('aria-labelledby'))?.textContent;
      if (element.getAttribute('tabindex') !== '0' || !label?.trim()) {
        found.push(`${name(element)}: scrolls, but the keyboard cannot reach it or it has no label`);
      }
    }
  }

  const pieces = [];
  for (const { node, element } of texts()) {
    let block = element;
    const drawn = element.closest('svg');
    while (!drawn && getComputedStyle(block).display.startsWith('inline')) block = block.parentElement;
    // A drawing shows what lies beside it, as far as there is a page.
    const box = drawn && getComputedStyle(drawn).overflow === 'visible'
      ? { left: 0, right: width } : (drawn ?? block).getBoundingClientRect();
    for (const line of lines(node)) {
      if (line.right > box.right + 1.5 || line.left < box.left - 1.5) {
        found.push(`${name(element)}: its text leaves its box by `
          + `${Math.round(Math.max(line.right - box.right, box.left - line.left))} px`);
      }
      // Boxes of letters are taller than letters.
      const slack = line.height * 0.28;
      pieces.push({ element, left: line.left + 1, right: line.right - 1, top: line.top + slack, bottom: line.bottom - slack });
    }
  }
  pieces.sort((one, other) => one.top - other.top);
  pieces.forEach((one, at) => {
    for (let next = at + 1; next < pieces.length && pieces[next].top < one.bottom; next += 1) {
      const other = pieces[next];
      if (other.left < one.right && one.left < other.right && other.top < one.bottom && one.element !== other.element) {
        found.push(`${name(one.element)}: lies on ${name(other.element)}`);
      }
    }
  });
  return [...new Set(found)];
}

/** The scheme is followed, and words in drawings stand out from what is under them. */
export function colours(scheme) {
  const { name, visible } = globalThis.kla;
  const found = [];
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const light = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  if ((light(ground) > 0.5) !== (scheme === 'light')) {
    found.push(`body: its ground is ${ground}, which is not ${scheme}`);
  }
  for (const text of document.querySelectorAll('svg text')) {
    if (!visible(text)) continue;
    text.scrollIntoView({ block: 'center' });
    const box = text.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const below = document.elementsFromPoint(x, y).find((one) => one.localName !== 'text'
      && one.closest('svg') && one instanceof SVGGeometryElement && getComputedStyle(one).fill !== 'none');
    const under = below ? getComputedStyle(below).fill : ground;
    const ratio = contrast(getComputedStyle(text).fill, under);
    if (ratio < 4.5) found.push(`${name(text)}: contrast ${ratio.toFixed(2)}, under 4.5`);
  }
  scrollTo(0, 0);
  return found;
}

/** What axe-core calls a violation. It skips what is folded, but would take its time to find out. */
export async function accessibility(tags) {
  const context = { include: document, exclude: [['details:not([open]) > table']] };
  const result = await globalThis.axe.run(context, {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
  });
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${node.target.join(' ')}: ${help} (axe ${id})`));
}

/** Charts have a title, a description and a table that says the same; links lead somewhere. */
export function structure(page) {
  const { name } = globalThis.kla;
  const found = [];
  if (document.documentElement.lang !== page.lang) found.push(`html: lang is not ${page.lang}`);
  if (page.category) {
    const said = (selector) => document.querySelector(selector)?.textContent.trim();
    if (said('.category') !== page.category) found.push(`.category: not ${page.category}`);
    if (said('.score b') !== page.total) found.push(`.score: not ${page.total}`);
    if (!document.querySelector('svg')) found.push('body: no chart');
  }
  for (const svg of document.querySelectorAll('svg')) {
    const named = (svg.getAttribute('aria-labelledby') ?? '').split(/\s+/);
    for (const part of ['title', 'desc']) {
      const element = svg.querySelector(`:scope > ${part}`);
      if (!element?.textContent.trim()) found.push(`${name(svg)}: no ${part}`);
      else if (!named.includes(element.id)) found.push(`${name(svg)}: not labelled by its ${part}`);
    }
    if (svg.getAttribute('role') !== 'img') found.push(`${name(svg)}: its role is not img`);
    const twin = document.getElementById(svg.getAttribute('aria-details'));
    const table = twin?.matches('table') ? twin : twin?.querySelector('table');
    if (!table) {
      found.push(`${name(svg)}: aria-details leads to no table`);
      continue;
    }
    const told = `${table.textContent} ${svg.querySelector('desc')?.textContent}`;
    for (const text of svg.querySelectorAll('text')) {
      const word = text.textContent.trim();
      if (/\d/.test(word) && !told.includes(word)) found.push(`${name(text)}: not in the table`);
    }
  }
  for (const link of document.querySelectorAll('a[href^="#"]')) {
    if (!document.getElementById(link.hash.slice(1))) found.push(`${name(link)}: leads nowhere`);
  }
  for (const element of document.querySelectorAll('*')) {
    const scripted = [...element.attributes].some((attribute) => attribute.name.startsWith('on'));
    if (scripted || element.localName === 'script') found.push(`${name(element)}: has a script`);
  }
  return found;
}

/** Numbers everything that the keyboard must reach, and names it. */
export function markControls() {
  const { name, scrolls } = globalThis.kla;
  const controls = [...document.querySelectorAll('a[href], summary, button, input, select, textarea, *')]
    .filter((one) => one.matches('a[href], summary, button, input, select, textarea') || scrolls(one))
    .filter((one) => one.checkVisibility());
  controls.forEach((control, number) => control.setAttribute('data-control', number));
  return controls.map((control) => name(control));
}

/** Which control has the focus, and whether it can be seen. */
export function focus() {
  const { name } = globalThis.kla;
  const element = document.activeElement;
  const problems = [];
  if (element === document.body) return { control: null, problems };
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) {
    problems.push(`${name(element)}: does not show the focus`);
  }
  if (box.bottom < 1 || box.top > innerHeight || box.right < 1 || box.left > innerWidth) {
    problems.push(`${name(element)}: has the focus out of sight`);
  }
  return { control: element.getAttribute('data-control'), problems };
}

/** Words that must be on paper, and among them those of the first sheet. Folded ones count. */
export function printedWords(firstSheet) {
  const words = (within) => {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      let shown = !parent.closest('style, script, title, desc') && !globalThis.kla.unseen(parent);
      for (let at = parent; shown && at; at = at.parentElement) {
        shown = getComputedStyle(at).display !== 'none';
      }
      if (shown) found.push(...walker.currentNode.data.split(/\s+/).filter(Boolean));
    }
    return found;
  };
  const first = firstSheet.map((selector) =>
    [selector, [...document.querySelectorAll(selector)].flatMap((one) => words(one))]);
  return { all: words(document.body), first: Object.fromEntries(first) };
}

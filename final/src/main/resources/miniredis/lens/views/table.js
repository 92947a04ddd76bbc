// What several views share: a table, and a time that runs down on the page between two events.

import { bar, el, span } from '../nodes.js';

export function table(heads, rows, more) {
  return [
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, heads.map((head) => el('th', {}, head)))),
      el('tbody', {}, rows),
    ),
    more > 0 ? el('p.more', {}, `and ${more.toLocaleString('en-US')} more`) : null,
  ];
}

/** The longest time to live that was seen of a key: its bar is full then. */
const longest = new Map();

/** A time to live: runs down by itself, see tick. */
export function countdown(key, ms, at) {
  if (ms === null || ms === undefined) return el('span.quiet', {}, 'for ever');
  if (!(longest.get(key) >= ms)) longest.set(key, ms);
  if (longest.size > 2000) longest.clear();
  const node = el('span.ttl', {}, bar(1), el('span.number', {}, span(ms)));
  node.ends = { at: at + ms, told: at, full: longest.get(key) ?? ms };
  return node;
}

/** Moves all countdowns to a moment, in milliseconds of the lens; null where the server's clock stands. */
export function tick(root, now) {
  for (const node of root.querySelectorAll('.ttl')) {
    const left = Math.max(0, node.ends.at - (now ?? node.ends.told));
    node.querySelector('.fill').style.width = `${Math.min(1, left / Math.max(1, node.ends.full)) * 100}%`;
    const text = left === 0 ? 'due' : span(left);
    const number = node.querySelector('.number');
    if (number.textContent !== text) number.textContent = text;
    node.classList.toggle('soon', left < 3000);
  }
}

export function facts(pairs) {
  return el(
    'dl',
    {},
    pairs.filter(([, value]) => value !== undefined && value !== null).map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
  );
}

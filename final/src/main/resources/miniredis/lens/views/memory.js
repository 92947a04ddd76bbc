// Memory, its limit, and which key had to go, and why.

import { bar, count, el } from '../nodes.js';
import { facts, table } from './table.js';

export function memory(view) {
  return [
    facts([
      ['used', bytes(view.used)],
      ['limit', view.max ? bytes(view.max) : 'none'],
      ['policy', view.policy],
      ['evicted', view.evicted === undefined ? undefined : count(view.evicted)],
      ['heap', view.heap === undefined ? undefined : bytes(view.heap)],
    ]),
    view.max ? bar(view.used / view.max, view.used > 0.9 * view.max ? 'tight' : 'calm') : null,
    view.lastEvicted?.length ? table(['last to go', 'because'], view.lastEvicted.slice(0, 6).map(candidate)) : null,
    view.pool?.length ? table(['next to go', 'because'], view.pool.slice(0, 6).map(candidate)) : null,
  ];
}

function candidate(entry) {
  return el('tr', { 'data-key': entry.key }, el('td.key', {}, entry.key), el('td', {}, entry.why));
}

function bytes(number) {
  if (number < 10_000) return `${count(number)} B`;
  if (number < 10_000_000) return `${(number / 1024).toFixed(1)} kB`;
  return `${(number / 1048576).toFixed(1)} MB`;
}

// The queue of deadlines, the earliest first, and what the sweep did.

import { count, el, many } from '../nodes.js';
import { countdown, table } from './table.js';

export function deadlines(view, at) {
  const rows = view.rows ?? [];
  const sweeps = view.sweeps;
  return [
    rows.length === 0
      ? el('p.quiet', {}, 'No key has a deadline.')
      : table(['next to die', 'in'], rows.map((row) => el('tr', {}, el('td.key', {}, row.key), el('td', {}, countdown(row.key, row.in, at)))), view.more),
    sweeps ? el('p', {}, `The sweep ran ${many(sweeps.count, 'time')} and removed ${many(sweeps.removed, 'key')}`, sweeps.last ? `, the last time ${count(sweeps.last)}` : '', '.') : null,
  ];
}

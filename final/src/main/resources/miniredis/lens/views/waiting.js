// Who waits for which key, the one who came first in front.

import { el } from '../nodes.js';
import { table } from './table.js';

export function waiting(view, at, called) {
  const rows = view.rows ?? [];
  if (rows.length === 0) return [el('p.quiet', {}, 'Nobody waits for a key.')];
  return table(['key', 'clients, the first in front'], rows.map((row) => el('tr', {}, el('td.key', {}, row.key), el('td', {}, (row.clients ?? []).map(called).join(' → ')))), view.more);
}

// The keys: type, beginning of the value, and the time to live running down.

import { el } from '../nodes.js';
import { countdown, table } from './table.js';

export function keyspace(view, at) {
  const rows = view.rows ?? [];
  if (rows.length === 0) return [el('p.quiet', {}, 'No key.')];
  return table(
    ['key', 'type', 'value', 'lives'],
    rows.map((row) =>
      el(
        'tr',
        { 'data-key': row.key },
        el('td.key', {}, row.key),
        el('td.kind', {}, row.type, row.encoding && row.encoding !== row.type ? el('small', {}, ` ${row.encoding}`) : ''),
        el('td.value', {}, el('span.short', {}, row.value ?? '')),
        el('td.life', {}, row.dead ? el('span.due', {}, 'dead, still here') : countdown(row.key, row.ttl, at)),
      ),
    ),
    view.more,
  );
}

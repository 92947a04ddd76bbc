// How a value is kept: one pack of bytes, several, or a table.

import { count, el, many } from '../nodes.js';

export function encodings(view) {
  const rows = view.rows ?? [];
  if (rows.length === 0) return [el('p.quiet', {}, 'No value that could be kept in more than one way.')];
  return rows.slice(0, 12).map((row) =>
    el(
      'div.encoding',
      { 'data-key': row.key },
      el('p', {}, el('b.key', {}, row.key), ` ${row.encoding}`, row.nodes?.length ? `, ${many(row.nodes.length + (row.more ?? 0), 'pack')}` : ''),
      row.nodes?.length ? el('div.nodes', {}, row.nodes.slice(0, 24).map(pack), row.nodes.length > 24 || row.more ? '…' : '') : null,
    ),
  );
}

/** As wide as it has bytes, within what can be read. */
function pack(bytes) {
  const node = el('span.pack', { title: many(bytes, 'byte') }, count(bytes));
  node.style.flexGrow = String(Math.max(1, Math.sqrt(bytes)));
  return node;
}

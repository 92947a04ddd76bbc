// After a kill or a power cut: what was acknowledged, and what is there again, side by side.

import { el, many } from './nodes.js';

export function verdictCard(verdict, onclose) {
  const survived = new Map(verdict.survived ?? []);
  const rows = (verdict.acknowledged ?? []).slice(0, 40).map(([key, value]) => {
    const now = survived.get(key);
    const state = now === undefined ? 'lost' : now === value ? 'same' : 'changed';
    return el(`tr.${state}`, { 'data-key': key }, el('td.key', {}, key), el('td', {}, value), el('td', {}, SIGNS[state], now === undefined ? '' : ` ${now}`));
  });
  return el(
    'section.card.verdict',
    { 'aria-label': 'What survived' },
    el('h2', {}, 'What survived', el('button.close', { type: 'button', title: 'Close (Esc)', onclick: onclose }, '×')),
    el('p.said', {}, verdict.text),
    rows.length === 0
      ? el('p.quiet', {}, 'Nothing had been acknowledged.')
      : el('table', {}, el('thead', {}, el('tr', {}, el('th', {}, 'key'), el('th', {}, 'acknowledged'), el('th', {}, 'there now'))), el('tbody', {}, rows)),
    el('p.facts', {}, `${many((verdict.lost ?? []).length, 'key')} lost`),
  );
}

const SIGNS = { lost: '✗ lost', same: '✓', changed: '≠' };

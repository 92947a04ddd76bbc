// The race: how far each of the two has come.

import { el } from '../nodes.js';

export function race(view) {
  const racers = ['A', 'B'].filter((name) => view[name]).map((name) => [name, view[name]]);
  return [
    view.mode === 'off' ? null : el('p.quiet', {}, view.mode === 'unlocked' ? 'INCR without the lock: choose who goes on.' : 'INCR under the lock: choose who goes on.'),
    el('div.racers', {}, racers.map(([name, text]) => el('p', {}, el('b', {}, name), ` ${text}`))),
    racers.length === 0 ? el('p.quiet', {}, 'Nobody races.') : null,
  ];
}

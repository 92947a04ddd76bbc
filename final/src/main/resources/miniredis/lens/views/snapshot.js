// A snapshot's walk, and the entries that it kept as they were before a change.

import { bar, count, el, many } from '../nodes.js';

export function snapshot(view) {
  const total = view.total ?? 0;
  return [
    el('p', {}, view.running ? `Walking: ${count(view.saved)} of ${count(total)} keys` : `No snapshot is under way${total ? `; the last one saved ${count(view.saved)} keys` : ''}.`),
    view.running ? bar(view.saved / Math.max(1, total)) : null,
    view.kept ? el('p', {}, el('b', {}, many(view.kept, 'key')), ' had to be saved before a command could change it.') : null,
  ];
}

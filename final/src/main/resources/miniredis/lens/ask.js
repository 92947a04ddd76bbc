// What the page asks the lens to do.

import { byId, el } from './nodes.js';

/** Asks, and shows what went wrong, unless it is no harm; resolves to the answer, or null. */
export async function ask(request, quietly = false) {
  try {
    const response = await fetch('/do', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    });
    const answer = await response.json();
    if (!answer.error) return answer;
    if (!quietly) tell(answer.error);
  } catch (failure) {
    tell(`The lens does not answer: ${failure.message}`);
  }
  return null;
}

let timer = 0;

/** A sentence at the foot of the page, gone after a while. */
export function tell(text) {
  const box = byId('toast') ?? document.body.appendChild(el('div', { id: 'toast', role: 'alert' }));
  box.textContent = text;
  box.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => (box.hidden = true), 5000);
}

// The guided scenes: first a question and a show of hands, then the run, step by step, and what was to be learnt.

import { ask } from './ask.js';
import { byId, el, kbd, many } from './nodes.js';

const FILES = ['step01-ping', 'step02-get-set', 'step03-concurrency', 'step04-expiry', 'step05-persistence', 'step06-lists-hashes', 'final'];

export class Scenes {
  all = new Map();
  hands = [];
  /** The scene that was closed by hand: it is not shown again until another begins. */
  closed = null;
  shownScene = null;

  async load() {
    const files = await Promise.all(FILES.map((name) => fetch(`/scenes/${name}.json`).then((response) => (response.ok ? response.json() : []))));
    for (const scene of files.flat()) this.all.set(scene.id, scene);
  }

  offered(state) {
    const ids = state.hello?.scenes ?? [];
    return ids.map((id) => this.all.get(id)).filter(Boolean);
  }

  begin(id) {
    this.closed = null;
    this.hands = [];
    return ask({ do: 'scene', id });
  }

  /** The scene that is on, or null. */
  current(state) {
    const event = state.scene;
    if (!event || this.closed === event.id) return null;
    const scene = this.all.get(event.id);
    return scene ? { scene, event } : null;
  }

  raise(state, choice, by) {
    const now = this.current(state);
    if (now?.event.state !== 'asked' || choice >= now.scene.choices.length) return false;
    this.hands[choice] = Math.max(0, (this.hands[choice] ?? 0) + by);
    this.draw(state, true);
    return true;
  }

  /** On with it: the answers are closed, the next step runs. */
  async next(state) {
    if (this.recorded) return this.recorded();
    const now = this.current(state);
    if (!now || now.event.state === 'done' || this.busy) return;
    this.setBusy(true);
    const { id, step } = now.event;
    if (step === 0 && this.hands.some((count) => count > 0)) {
      await ask({ do: 'scene', id, choose: this.hands.indexOf(Math.max(...this.hands.map((count) => count ?? 0))) });
    }
    await ask({ do: 'scene', id, step: step + 1 });
    this.setBusy(false);
  }

  /** While a step runs there is no next one. */
  setBusy(busy) {
    this.busy = busy;
    byId('scene').toggleAttribute('data-busy', busy);
  }

  close(state) {
    if (!this.current(state)) return false;
    this.closed = state.scene.id;
    return true;
  }

  /** Calls back when another step is shown, for the views to look at. */
  draw(state, again = false) {
    const now = this.current(state);
    const box = byId('scene');
    const made = now ? `${now.event.n}` : '';
    if (box.made === made && !again) return;
    if (now && now.event.state === 'asked' && this.shownScene !== now.event.n) {
      this.shownScene = now.event.n;
      if (!again) this.hands = [];
    }
    box.made = made;
    box.hidden = !now;
    if (!now) return;
    box.className = now.event.state;
    box.replaceChildren(...PARTS[now.event.state](this, state, now));
    if (!again) this.onlook?.(lookOf(now));
  }
}

/** The views that this step is about, or the scene. */
function lookOf({ scene, event }) {
  return scene.steps?.[event.step - 1]?.look ?? scene.look ?? null;
}

const PARTS = {
  asked: (scenes, state, { scene }) => [
    heading(scenes, state, scene, ''),
    el('p.question', {}, scene.question),
    el('ol.choices', {}, scene.choices.map((text, i) => choice(scenes, state, text, i))),
    el('p.hint', {}, 'Count the hands: ', kbd('1'), ' … ', kbd(String(scene.choices.length)), ' adds one, with Shift it takes one away. ', el('button.primary', { type: 'button', onclick: () => scenes.next(state) }, 'Run it ', kbd('N'))),
  ],
  running: (scenes, state, { scene, event }) => [
    heading(scenes, state, scene, `${event.step} of ${event.of}`),
    el('p.said', {}, event.text, el('button.primary', { type: 'button', onclick: () => scenes.next(state) }, 'Next ', kbd('N'))),
  ],
  done: (scenes, state, { scene, event }) => [
    heading(scenes, state, scene, `${event.step} of ${event.of}`, el('button', { type: 'button', onclick: () => scenes.begin(scene.id) }, 'Again')),
    el('p.said', {}, event.text),
    el('p.answer', {}, el('b', {}, '✓ '), scene.choices[scene.right], verdictOf(scenes.hands, scene)),
    el('p.explanation', {}, scene.explanation),
  ],
};

function heading(scenes, state, scene, step, button = null) {
  const close = () => {
    scenes.close(state);
    scenes.draw(state);
    scenes.onlook?.(null);
  };
  return el('h2', {}, el('span.chapter', {}, scene.chapter), ` ${scene.title} `, el('span.step', {}, step), button, el('button.close', { type: 'button', title: 'Close (Esc)', onclick: close }, '×'));
}

function choice(scenes, state, text, i) {
  const hands = scenes.hands[i] ?? 0;
  return el(
    'li',
    {},
    el('button', { type: 'button', onclick: (event) => scenes.raise(state, i, event.shiftKey ? -1 : 1) }, kbd(String(i + 1)), el('span.answer-text', {}, text), hands > 0 ? el('span.hands', {}, many(hands, 'hand')) : ''),
  );
}

function verdictOf(hands, scene) {
  const all = hands.reduce((sum, count) => sum + (count ?? 0), 0);
  if (all === 0) return '';
  return el('span.hands', {}, `${hands[scene.right] ?? 0} of ${many(all, 'hand')}`);
}

/** The list to choose from, by chapter. */
export function sceneList(scenes, state, close) {
  const offered = scenes.offered(state);
  const start = (scene) => {
    close();
    scenes.begin(scene.id);
  };
  return [
    el('h2', {}, 'Scenes'),
    offered.length === 0 ? el('p', {}, 'There is no scene for this server.') : null,
    el('ul.scenes', {}, offered.map((scene) => el('li', {}, el('button', { type: 'button', onclick: () => start(scene) }, el('span.chapter', {}, scene.chapter), ` ${scene.title}`, el('small', {}, scene.question))))),
  ];
}

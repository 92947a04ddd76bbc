// What is to be seen at one moment: the events up to then, folded.

const ROWS = 200;
const FRAMES = 800;

export class State {
  hello = null;
  status = { paused: false, speed: 1, running: true, clock: { offset: 0, stopped: false }, held: 0 };
  clients = new Map();
  /** What the wire shows, oldest first: the events bytes, client, note, verdict. */
  rows = [];
  frames = [];
  views = {};
  /** When each view last changed, by its name. */
  changed = {};
  /** When each was told last, changed or not: its times count from then. */
  told = {};
  counts = new Map();
  sampled = null;
  scene = null;
  verdict = null;
  last = null;
  /** Whether it has been: then its numbers for clients are no longer those of the lens. */
  restarted = false;

  /** The events themselves never change, so that a copy shares them. */
  copy() {
    const copy = Object.assign(new State(), this);
    copy.clients = new Map(this.clients);
    copy.rows = this.rows.slice();
    copy.frames = this.frames.slice();
    copy.views = { ...this.views };
    copy.changed = { ...this.changed };
    copy.told = { ...this.told };
    copy.counts = new Map(this.counts);
    return copy;
  }

  fold(event) {
    this.last = event;
    FOLDS[event.kind]?.(this, event);
  }

  /** The frames of one direction of one client that have bytes in a part of the stream, first one first. */
  framesIn(c, dir, from, to) {
    return this.frames
      .filter((f) => f.c === c && f.dir === dir && f.from < to && f.to > from)
      .sort((one, other) => one.from - other.from);
  }

  replyTo(request) {
    return this.frames.find((f) => f.c === request.c && f.dir === 'out' && f.answers === request.id);
  }

  requestOf(reply) {
    return this.frames.find((f) => f.c === reply.c && f.dir === 'in' && f.id === reply.answers);
  }

  /** A client by the server's own number for it. */
  called(number) {
    const name = this.restarted ? undefined : this.clients.get(number)?.name;
    return name && name.length === 1 ? `${name} (client ${number})` : `client ${number}`;
  }

  name(c) {
    return this.clients.get(c)?.name ?? String(c);
  }
}

const FOLDS = {
  hello(state, event) {
    state.hello = event;
  },
  client(state, event) {
    const known = state.clients.get(event.c);
    state.clients.set(event.c, { ...known, ...event, open: event.what === 'open', name: event.name ?? known?.name });
    forget(state.clients, 300);
    push(state.rows, event, ROWS);
  },
  bytes(state, event) {
    push(state.rows, event, ROWS);
  },
  frame(state, event) {
    if (event.dir === 'in' && event.nr === undefined) {
      // People count the requests of a client; the lens's own numbers go through all of them.
      event.nr = (state.counts.get(event.c) ?? 0) + 1;
      state.counts.set(event.c, event.nr);
      forget(state.counts, 2000);
    }
    push(state.frames, event, FRAMES);
  },
  inside(state, event) {
    for (const [name, view] of Object.entries(event.views)) {
      if (JSON.stringify(view) !== JSON.stringify(state.views[name])) state.changed[name] = event.t;
      state.told[name] = event.t;
    }
    state.views = { ...state.views, ...event.views };
  },
  state(state, event) {
    if (event.running && !state.status.running) state.restarted = true;
    state.status = event;
  },
  sampled(state, event) {
    state.sampled = event;
  },
  note(state, event) {
    push(state.rows, event, ROWS);
  },
  verdict(state, event) {
    state.verdict = event;
    push(state.rows, event, ROWS);
  },
  scene(state, event) {
    state.scene = event;
    if (event.state !== 'asked') return;
    // A scene begins with an empty stage.
    state.verdict = null;
    state.rows = [];
  },
};

function push(list, event, most) {
  list.push(event);
  if (list.length > most * 1.5) list.splice(0, list.length - most);
}

/** Those that came first go first; open clients stay. */
function forget(clients, most) {
  for (const [c, client] of clients) {
    if (clients.size <= most) return;
    if (!client.open) clients.delete(c);
  }
}

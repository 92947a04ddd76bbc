// Building the page. What comes from a client or a server is only ever the text of a node: it is never read as HTML.

/** el('p.loud', {title: 'x'}, 'text', node): an element with classes, attributes or listeners (onclick), and children. */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const node = document.createElement(tag || 'div');
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

/** Changes a text only where it differs, so that a quiet page stays quiet for a screen reader. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A width in percent. By the style object: the page's policy forbids style attributes. */
export function bar(share, ...classes) {
  const fill = el('span.fill');
  fill.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  return el(['span.bar', ...classes].join('.'), {}, fill);
}

export function kbd(key) {
  return el('kbd', {}, key);
}

/** 1234567 as 1,234,567. */
export function count(number) {
  return Number(number).toLocaleString('en-US');
}

/** "1 key", "2 keys". */
export function many(number, what) {
  return `${count(number)} ${what}${number === 1 ? '' : 's'}`;
}

/** A span of time in milliseconds, as short as a table wants it. */
export function span(ms) {
  if (ms < 0) return `−${span(-ms)}`;
  if (ms < 100) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return `${Math.round(ms / 3_600_000)} h`;
}

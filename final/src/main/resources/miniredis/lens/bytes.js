// Bytes as they are: from base64, as glyphs for the screen, and from what is typed.

import { el } from './nodes.js';

export function decode(base64) {
  const text = atob(base64 ?? '');
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function encode(bytes) {
  let text = '';
  for (const b of bytes) text += String.fromCharCode(b);
  return btoa(text);
}

/** What a reader sees of one byte: itself, or an escape as redis-cli has them. */
export function glyph(b) {
  if (b === 13) return '\\r';
  if (b === 10) return '\\n';
  if (b === 92) return '\\\\';
  if (b >= 32 && b < 127) return String.fromCharCode(b);
  return `\\x${b.toString(16).padStart(2, '0')}`;
}

export function glyphs(bytes) {
  let text = '';
  for (const b of bytes) text += glyph(b);
  return text;
}

/** Bytes as nodes, with a small sign for each CR and LF: no font is sure to have a picture of them. */
export function marked(bytes) {
  const parts = [];
  let text = '';
  const flush = () => {
    if (text) parts.push(text);
    text = '';
  };
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== 13 && bytes[i] !== 10) {
      text += glyph(bytes[i]);
      continue;
    }
    flush();
    const both = bytes[i] === 13 && bytes[i + 1] === 10;
    parts.push(el('span.end', {}, both ? 'CRLF' : bytes[i] === 13 ? 'CR' : 'LF'), el('wbr'));
    if (both) i++;
  }
  flush();
  return parts;
}

const ESCAPES = { n: 10, r: 13, t: 9, a: 7, b: 8, 0: 0 };

/** The bytes of a text in which \r, \n, \t, \xNN and \\ stand for what they do in redis-cli. */
export function unescape(text) {
  const utf8 = new TextEncoder();
  const out = [];
  for (let i = 0; i < text.length; i++) {
    const hex = /^\\x([0-9a-fA-F]{2})/.exec(text.slice(i, i + 4));
    if (hex) {
      out.push(parseInt(hex[1], 16));
      i += 3;
    } else if (text[i] === '\\' && i + 1 < text.length) {
      i++;
      if (text[i] in ESCAPES) out.push(ESCAPES[text[i]]);
      else out.push(...utf8.encode(text[i]));
    } else {
      const symbol = String.fromCodePoint(text.codePointAt(i));
      out.push(...utf8.encode(symbol));
      i += symbol.length - 1;
    }
  }
  return Uint8Array.from(out);
}

/** The words of a line; quotes keep blanks together, and inside double quotes escapes count. */
export function words(line) {
  const found = [];
  const word = /\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+))/gy;
  for (let match = word.exec(line); match; match = word.exec(line)) {
    found.push(match[1] !== undefined ? unescape(match[1]) : new TextEncoder().encode(match[2] ?? match[3]));
  }
  return found;
}

/** The words as redis-cli sends them: an array of bulk strings. */
export function request(all) {
  const text = new TextEncoder();
  const parts = [text.encode(`*${all.length}\r\n`)];
  for (const word of all) parts.push(text.encode(`$${word.length}\r\n`), word, text.encode('\r\n'));
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

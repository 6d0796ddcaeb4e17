// What the parts of the page share.

import { el, toast } from './kit/kit.js';

export const here = new URL('.', location.href);
export const byId = (id) => document.getElementById(id);
export const shortUrl = (code) => new URL(code, here).href;
export const shown = (url) => url.replace(/^https?:\/\//, '');
export const qrUrl = (code) => new URL(`api/links/${code}/qr.svg`, here).href;

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el('textarea', { class: 'visually-hidden', value: text });
    const before = document.activeElement;
    document.body.append(area);
    area.select();
    document.execCommand('copy'); // the one way left on plain http
    area.remove();
    before?.focus();
  }
  toast('Copied');
}

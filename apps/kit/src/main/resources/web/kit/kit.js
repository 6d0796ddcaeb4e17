// What every page shares: calls, elements, events, and the header.

import './lens.js';

/** The folder that the app is mounted at, whatever page of it is open. */
const base = new URL('..', import.meta.url);

/** An answer that says what is wrong with a request. */
export class ApiProblem extends Error {
  constructor(status, title, detail) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

/**
 * Calls the app's API and returns the parsed answer, null if it has no body.
 * The lens shows what the call did, unless options.lens is false.
 */
export async function api(method, path, body, options = {}) {
  const headers = { Accept: 'application/json' };
  if (options.lens !== false) {
    headers.Lens = 'on';
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch(new URL(path, base), {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiProblem(0, 'No connection', 'The server does not answer. Is it still running?');
  }
  const id = response.headers.get('Lens-Id');
  if (id) {
    document.dispatchEvent(new CustomEvent('v-lens', { detail: { id, base: base.href } }));
  }
  const text = await response.text();
  const type = response.headers.get('Content-Type') || '';
  const json = type.includes('json') && text ? JSON.parse(text) : null;
  if (!response.ok) {
    throw new ApiProblem(response.status, json?.title || `Status ${response.status}`, json?.detail || '');
  }
  return json ?? (text || null);
}

/** Makes an element: el('a', {class: 'button', href: '#', onclick: f}, 'text', child). False and null are left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on') && typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'style' && typeof value === 'object') {
      for (const [property, setting] of Object.entries(value)) {
        element.style.setProperty(property, setting);
      }
    } else if (['value', 'checked', 'selected', 'disabled', 'indeterminate'].includes(name)) {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Shows a short message, or an error, for some seconds. */
export function toast(message) {
  let box = document.querySelector('.toasts');
  if (!box) {
    box = el('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
    document.body.append(box);
  }
  const bad = message instanceof Error;
  const shown = el('div', { class: bad ? 'toast bad' : 'toast' }, bad ? message.message : String(message));
  box.append(shown);
  setTimeout(() => shown.remove(), bad ? 6000 : 2500);
}

/**
 * Listens to the app's events: onEvents('api/events', {score: data => …}). It reconnects by itself and gets what it
 * missed; where that is not known any more, handlers.resync is called, or else the page loads anew.
 */
export function onEvents(path, handlers) {
  const source = new EventSource(new URL(path, base));
  const state = (value) => document.dispatchEvent(new CustomEvent('v-live', { detail: value }));
  state('lost');
  source.onopen = () => state('open');
  source.onerror = () => state('lost');
  for (const [type, handler] of Object.entries(handlers)) {
    source.addEventListener(type, (event) => handler(JSON.parse(event.data)));
  }
  if (!handlers.resync) {
    source.addEventListener('resync', () => location.reload());
  }
  addEventListener('pagehide', () => source.close());
  return source;
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** A moment (ISO text, Date or milliseconds) as "3 minutes ago" or "in 2 days". */
export function relativeTime(moment) {
  const seconds = Math.round((new Date(moment).getTime() - Date.now()) / 1000);
  const [unit, size] = units.find((each) => Math.abs(seconds) >= each[1]) || units[units.length - 1];
  return relative.format(Math.trunc(seconds / size), unit);
}

const numbers = new Intl.NumberFormat('en');

/** A number with separators for thousands. */
export function number(value) {
  return numbers.format(value);
}

function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // storage is switched off in this browser
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // storage is switched off in this browser: the choice lasts as long as the page
  }
}

function applyTheme(theme) {
  if (theme) {
    document.documentElement.dataset.theme = theme;
  }
}

applyTheme(remembered('theme'));

/** The bar on top: name, connection, reset, theme, way back to the gallery. */
class Header extends HTMLElement {
  connectedCallback() {
    const app = document.body.dataset.app || '';
    const home = document.body.dataset.home !== undefined;
    const mounted = !home && base.pathname.endsWith(`/${app}/`);
    const title = document.title.split(' · ')[0] || app;
    const live = el('span', { class: 'live', 'data-state': 'lost', hidden: true }, el('span', { class: 'hide-on-phone' }, 'connecting'));
    document.addEventListener('v-live', (event) => {
      live.hidden = false;
      live.dataset.state = event.detail;
      live.firstChild.textContent = event.detail === 'open' ? 'live' : 'reconnecting';
    });
    this.append(
      el(
        'div',
        { class: 'header' },
        el('a', { class: 'header-name', href: base.pathname }, el('span', { class: 'seal', 'aria-hidden': 'true' }, title[0] || 'V'), el('span', {}, title)),
        live,
        mounted && el('a', { class: 'button', href: new URL('..', base).pathname, 'data-gallery': '' }, el('span', { class: 'hide-on-phone' }, 'All'), 'Apps'),
        app && !home && el('a', { class: 'button hide-on-phone', href: new URL('kit/api.html', base).pathname }, 'API'),
        app && !home && el('button', { class: 'button', type: 'button', 'data-reset': '', onclick: () => this.reset() }, 'Reset', el('span', { class: 'hide-on-phone' }, 'demo')),
        el('button', { class: 'button icon', type: 'button', 'aria-label': 'Switch between light and dark', onclick: () => this.switchTheme() }, '◐'),
      ),
    );
  }

  switchTheme() {
    const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    const theme = (document.documentElement.dataset.theme || system) === 'dark' ? 'light' : 'dark';
    remember('theme', theme);
    applyTheme(theme);
  }

  async reset() {
    if (!confirm('Delete the data of this app and start with the demo data again?')) {
      return;
    }
    try {
      await api('POST', 'api/reset', undefined, { lens: false });
      location.reload();
    } catch (problem) {
      toast(problem);
    }
  }
}

customElements.define('v-header', Header);

// Later, for they need what is above as soon as they are there.
import('./traffic.js');
import('./invariants.js');

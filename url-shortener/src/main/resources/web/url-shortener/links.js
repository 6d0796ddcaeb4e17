// The list of links, which counts along, and the details of one.

import { api, el, toast, relativeTime, number } from './kit/kit.js';
import { byId, copyText, qrUrl, shortUrl, shown } from './shared.js';

const SIZE = 10;
const state = { page: 1, open: null, fresh: null, tag: null };

let page = null;

export async function load(options = {}) {
  try {
    page = await api('GET', `api/links?page=${state.page}&size=${SIZE}${state.tag ? `&tag=${encodeURIComponent(state.tag)}` : ''}`, undefined, options);
    draw();
  } catch (problem) {
    if (page) {
      toast(problem);
    } else {
      byId('list').replaceChildren(el('div', { class: 'error row between' }, problem.message,
        el('button', { class: 'button', type: 'button', onclick: () => load() }, 'Try again')));
    }
  }
}

function draw() {
  const { links, total } = page;
  const first = (state.page - 1) * SIZE + 1;
  byId('range').textContent = links.length ? `${number(first)}–${number(first + links.length - 1)} of ${number(total)}` : '';
  byId('pager').hidden = total <= SIZE && state.page === 1;
  byId('newer').disabled = state.page === 1;
  byId('older').disabled = state.page * SIZE >= total;
  if (!links.length) {
    byId('list').replaceChildren(el('div', { class: 'empty' },
      state.page === 1 ? 'No links yet. The first one is made above.' : 'There are no links on this page any more.'));
    return;
  }
  const active = document.activeElement;
  const code = active?.closest('[data-code]')?.dataset.code;
  arrange(links.map(kept));
  if (state.open && !rowOf(state.open)) {
    state.open = null;
  }
  if (code && active !== document.activeElement) {
    const place = active.isConnected ? active : rowOf(code)?.querySelector('.link-head');
    place?.focus({ preventScroll: true });
  }
  state.fresh = null;
}

/** Puts the rows in place and touches none that is there already: somebody may be about to click it. */
function arrange(rows) {
  let list = byId('list').querySelector('.links');
  if (!list) {
    list = el('ul', { class: 'links card' });
    byId('list').replaceChildren(list);
  }
  rows.forEach((each, i) => {
    if (list.children[i] !== each) {
      list.insertBefore(each, list.children[i] ?? null);
    }
  });
  while (list.children.length > rows.length) {
    list.lastElementChild.remove();
  }
}

/** The row that shows this link already, or a new one, which takes over the open details. */
function kept(link) {
  const looks = JSON.stringify([link, relativeTime(link.created), link.expiresAt && relativeTime(link.expiresAt)]);
  const old = rowOf(link.code);
  if (old?.looks === looks) {
    return old;
  }
  const fresh = row(link);
  fresh.looks = looks;
  const open = old?.querySelector('.details');
  if (open) {
    fresh.append(open);
  }
  return fresh;
}

const rowOf = (code) => (code ? byId('list').querySelector(`[data-code="${CSS.escape(code)}"]`) : null);

const over = { EXPIRED: 'expired', USED_UP: 'used up', EARLY: 'not yet' };

function row(link) {
  const open = state.open === link.code;
  const ends = link.expiresAt && link.state === 'ACTIVE' ? `ends ${relativeTime(link.expiresAt)}` : '';
  return el('li', { class: `link${link.state === 'ACTIVE' ? '' : ' over'}${state.fresh === link.code ? ' new' : ''}`, 'data-code': link.code },
    el('div', { class: 'link-line' },
      el('button', { class: 'link-head', type: 'button', 'aria-expanded': String(open), onclick: () => toggle(link.code) },
        el('span', { class: 'stack tight' },
          el('span', { class: 'link-name' }, el('b', {}, link.code),
            over[link.state] && el('span', { class: 'badge bad' }, over[link.state]),
            ends && el('span', { class: 'badge info' }, ends),
            link.isProtected && el('span', { class: 'badge' }, 'password'),
            link.rules.length > 0 && el('span', { class: 'badge' }, link.rules.length === 1 ? '1 rule' : `${link.rules.length} rules`)),
          el('span', { class: 'muted small one-line' }, link.title ? `${link.title} · ${shown(link.target)}` : shown(link.target))),
        el('span', { class: 'count' }, ...counted(link)),
        el('span', { class: 'age muted small' }, relativeTime(link.created))),
      el('button', { class: 'button small', type: 'button', 'aria-label': `Copy the short link ${link.code}`, onclick: () => copyText(shortUrl(link.code)) }, 'Copy')));
}

function counted(link) {
  if (!link.maxVisits) {
    return [el('b', {}, number(link.visits)), ' ', el('small', {}, link.visits === 1 ? 'visit' : 'visits')];
  }
  const share = Math.min(100, (100 * link.redirects) / link.maxVisits);
  return [
    el('b', {}, number(link.redirects)), ' ', el('small', {}, `of ${number(link.maxVisits)}`),
    el('span', { class: 'meter', 'aria-hidden': 'true' }, el('i', { style: { width: `${share}%` } })),
  ];
}

// The details of a link

async function toggle(code) {
  rowOf(state.open)?.querySelector('.details')?.remove();
  rowOf(state.open)?.querySelector('.link-head').setAttribute('aria-expanded', 'false');
  state.open = state.open === code ? null : code;
  if (state.open) {
    rowOf(code).querySelector('.link-head').setAttribute('aria-expanded', 'true');
    await details(code);
  }
}

async function details(code, options = {}) {
  try {
    const statistics = await api('GET', `api/links/${code}`, undefined, options);
    if (state.open !== code) {
      return;
    }
    refresh(statistics.link);
    const item = rowOf(code);
    const before = item?.querySelector('.details');
    if (before) {
      before.querySelector('.figures').replaceWith(figures(statistics));
    } else {
      item?.append(panel(statistics));
    }
  } catch (problem) {
    toast(problem);
  }
}

/** Puts the newest numbers of a link into its row. */
function refresh(link) {
  const place = page.links.findIndex((each) => each.code === link.code);
  const before = page.links[place];
  if (!before) {
    return;
  }
  page.links[place] = link;
  if (before.state !== link.state) {
    draw();
    return;
  }
  const count = rowOf(link.code)?.querySelector('.count');
  if (count && (before.visits !== link.visits || before.redirects !== link.redirects)) {
    count.replaceChildren(...counted(link));
    count.classList.remove('tick');
    void count.offsetWidth; // lets the animation begin anew
    count.classList.add('tick');
  }
}

function panel(statistics) {
  const { link } = statistics;
  const url = shortUrl(link.code);
  return el('div', { class: 'details' },
    el('div', { class: 'stack' },
      figures(statistics),
      el('div', { class: 'row' },
        el('button', { class: 'button', type: 'button', 'data-visit': '', onclick: () => visit(link.code) }, 'Send a visit'),
        el('button', { class: 'button', type: 'button', 'data-crowd': '', onclick: (event) => crowd(link.code, event.target) }, 'Send 50 at once'),
        el('a', { class: 'button', href: url, target: '_blank', rel: 'noopener' }, 'Open'),
        el('a', { class: 'button', href: `${url}+`, target: '_blank', rel: 'noopener' }, 'Preview'),
        deletion(link.code))),
    el('div', { class: 'side' },
      el('img', { class: 'qr', src: qrUrl(link.code), alt: `QR code of ${url}`, width: 132, height: 132 }),
      el('a', { class: 'small', href: qrUrl(link.code), download: `${link.code}.svg` }, 'Save as SVG')));
}

function figures({ link, uniques, turnedAway, bots, reloads, waiting, activeHours, lastVisit, days, referrers, devices, browsers, languages }) {
  const stat = (value, label) => el('div', { class: 'stat' }, el('b', {}, value), el('span', {}, label));
  return el('div', { class: 'figures stack' },
    el('p', { class: 'mono small' }, el('a', { href: link.target, rel: 'noopener noreferrer', target: '_blank' }, link.target)),
    link.rules.length > 0 && el('ol', { class: 'rule-list small' }, link.rules.map((rule) => el('li', {}, condition(rule), ' → ', el('span', { class: 'mono' }, shown(rule.target))))),
    el('div', { class: 'stats' },
      stat(number(link.visits), link.visits === 1 ? 'visit' : 'visits'),
      stat(number(uniques), uniques === 1 ? 'visitor' : 'visitors'),
      stat(number(activeHours), activeHours === 1 ? 'hour with visits' : 'hours with visits'),
      bots > 0 && stat(number(bots), bots === 1 ? 'bot, not counted' : 'bots, not counted'),
      reloads > 0 && stat(number(reloads), 'reloads, not counted'),
      waiting > 0 && stat(number(waiting), 'wait to be counted'),
      turnedAway > 0 && stat(number(turnedAway), 'turned away'),
      stat(lastVisit ? relativeTime(lastVisit) : '–', 'last visit'),
      link.expiresAt && stat(relativeTime(link.expiresAt), link.state === 'EXPIRED' ? 'ended' : 'ends')),
    chart(days),
    el('div', { class: 'shares' }, shares('From', referrers), shares('On', devices), shares('With', browsers), shares('Speaking', languages)));
}

const condition = ({ device, language, browser, query, share }) => [device, language && `speaks ${language}`, browser, query && `?${query}`, share && `${share} of 100`]
  .filter(Boolean).join(', ');

/** What visitors have in common, the most first, as bars. */
function shares(title, list) {
  const most = Math.max(1, ...list.map((each) => each.visits));
  return list.length > 0 && el('div', {}, el('h3', { class: 'small' }, title),
    el('ul', {}, list.slice(0, 5).map(({ name, visits }) => el('li', {}, el('i', { style: { width: `${(100 * visits) / most}%` } }),
      el('span', { class: 'one-line' }, name), el('b', {}, number(visits))))));
}

const dayName = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

const svg = (name, attributes, ...children) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...children);
  return element;
};

function chart(days) {
  const most = Math.max(1, ...days.map((day) => day.visits));
  const sum = days.reduce((all, day) => all + day.visits, 0);
  const bars = days.map(({ date, visits }, i) => {
    const height = visits ? Math.max(3, (visits / most) * 100) : 1;
    const title = svg('title', {}, `${date}: ${number(visits)}`);
    return svg('rect', { x: i * 10 + 1, y: 100 - height, width: 8, height, class: visits ? 'some' : 'none' }, title);
  });
  const label = `Visits per day in the last ${days.length} days: ${number(sum)} in all, ${number(most)} on the busiest day`;
  return el('div', { class: 'stack tight' },
    svg('svg', { class: 'days', viewBox: `0 0 ${days.length * 10} 100`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label }, ...bars),
    el('div', { class: 'days-axis' }, el('span', {}, dayName.format(new Date(days[0].date))),
      el('span', {}, sum ? `most on a day: ${number(most)}` : 'no visits yet'), el('span', {}, 'today')));
}

async function visit(code) {
  try {
    const { target } = await api('POST', `api/links/${code}/visits`, { visitor: crypto.getRandomValues(new Uint32Array(1)).join() });
    toast(`Sent on to ${new URL(target).host}`);
  } catch (problem) {
    toast(problem);
  }
  await details(code, { lens: false });
}

async function crowd(code, button) {
  button.disabled = true;
  const round = crypto.getRandomValues(new Uint32Array(1)).join();
  const visits = Array.from({ length: 50 }, (_, i) => api('POST', `api/links/${code}/visits`, { visitor: `${round}-${i}` }, { lens: false }));
  const ends = await Promise.allSettled(visits);
  const sent = ends.filter((end) => end.status === 'fulfilled').length;
  const away = ends.filter((end) => end.reason?.status === 410).length;
  toast(`${sent} sent on, ${away} turned away${sent + away < 50 ? `, ${50 - sent - away} without an answer` : ''}`);
  button.disabled = false;
  await details(code, { lens: false });
}

/** Asks in place: the button makes room for the question. */
function deletion(code) {
  const box = el('span', { class: 'row' });
  const ask = el('button', { class: 'button danger', type: 'button', 'data-delete': '', onclick: () => {
    const keep = el('button', { class: 'button', type: 'button', onclick: () => {
      box.replaceChildren(ask);
      ask.focus();
    } }, 'Keep');
    box.replaceChildren(
      el('button', { class: 'button danger', type: 'button', 'data-confirm': '', onclick: () => remove(code) }, `Delete ${code} for good`), keep);
    keep.focus();
  } }, 'Delete');
  box.append(ask);
  return box;
}

async function remove(code) {
  try {
    await api('DELETE', `api/links/${code}`);
    toast(`Deleted ${code}`);
  } catch (problem) {
    toast(problem);
  }
  gone(code);
}

export function gone(code) {
  if (state.open === code) {
    state.open = null;
  }
  if (rowOf(code)) {
    reload();
  }
}

// What others do

let waiting = null;

/** Loads list and tags anew, at most five times a second, however many events come. */
export function reload() {
  waiting ??= setTimeout(async () => {
    waiting = null;
    await Promise.all([load({ lens: false }), loadTags()]);
  }, 200);
}

let looking = null;

export function visited({ code, visits, redirects }) {
  const known = page?.links.find((each) => each.code === code);
  if (!known || known.redirects >= redirects) {
    return; // events of visits at the same time come in any order
  }
  refresh({ ...known, visits, redirects, state: known.maxVisits && redirects >= known.maxVisits ? 'USED_UP' : known.state });
  if (state.open === code) {
    looking ??= setTimeout(async () => {
      looking = null;
      await details(code, { lens: false });
    }, 400);
  }
}

/** A link was made here: it stands at the top, and is marked. */
export function made(code) {
  state.page = 1;
  state.tag = null;
  state.fresh = code;
  return Promise.all([load({ lens: false }), loadTags()]);
}

/** A link was made somewhere. */
export function created(code) {
  if (state.page === 1 && !rowOf(code)) {
    reload();
  }
}

async function turn(step) {
  state.page = Math.max(1, state.page + step);
  await load();
}

async function loadTags() {
  const tags = await api('GET', 'api/tags', undefined, { lens: false }).catch(() => []);
  const button = (tag, text) => el('button', { class: 'tag', type: 'button', 'aria-pressed': String(state.tag === tag), onclick: () => choose(tag) }, text);
  byId('tag-list').replaceChildren(...(tags.length ? [button(null, 'All'), ...tags.map(({ name, visits }) => button(name, `${name} ${visits}`))] : []));
}

async function choose(tag) {
  state.tag = tag;
  state.page = 1;
  await Promise.all([load(), loadTags()]);
  byId('tag-list').querySelector('[aria-pressed=true]')?.focus();
}

export async function start() {
  byId('newer').addEventListener('click', () => turn(-1));
  byId('older').addEventListener('click', () => turn(1));
  byId('list').replaceChildren(el('div', { class: 'card stack', 'aria-hidden': 'true' },
    Array.from({ length: 6 }, () => el('div', { class: 'skeleton' }, '…'))));
  await Promise.all([load(), loadTags()]);
  setInterval(() => page && draw(), 30_000);
  setInterval(() => {
    const now = new Date();
    const turns = (link) => (link.state === 'ACTIVE' && link.expiresAt && new Date(link.expiresAt) <= now)
      || (link.state === 'EARLY' && new Date(link.validFrom) <= now);
    if (page?.links.some(turns)) {
      reload(); // no event tells of it: Redis just lets the gate go
    }
  }, 2_000);
}

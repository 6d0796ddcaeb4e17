// API keys, tables, and visits to nowhere.

import { api, el, number, relativeTime, toast } from './kit/kit.js';
import { byId, copyText, here } from './shared.js';

const options = { lens: false };

async function keys() {
  const list = await api('GET', 'api/keys', undefined, options);
  byId('key-list').replaceChildren(list.length
    ? el('ul', { class: 'plain-list' }, list.map((key) => el('li', { class: 'row between', 'data-key': key.id },
      el('span', { class: 'stack tight' }, el('b', {}, key.name), el('span', { class: 'muted small mono' }, `vk_${key.id}_…`)),
      el('span', { class: 'row' }, el('span', { class: 'muted small' }, key.lastUsed ? `used ${relativeTime(key.lastUsed)}` : 'never used'),
        el('button', { class: 'button small danger', type: 'button', onclick: () => end(key) }, 'End')))))
    : el('p', { class: 'empty' }, 'No keys yet.'));
}

async function end(key) {
  try {
    await api('DELETE', `api/keys/${key.id}`, undefined, options);
    toast(`Ended ${key.name}`);
    await keys();
  } catch (problem) {
    toast(problem);
  }
}

async function makeKey(event) {
  event.preventDefault();
  try {
    const { secret } = await api('POST', 'api/keys', { name: byId('key-name').value }, options);
    byId('key-form').reset();
    byId('key-secret').replaceChildren(el('div', { class: 'result secret' },
      el('div', { class: 'stack tight' }, el('b', { class: 'mono' }, secret), el('span', { class: 'muted small' }, 'Keep it now: it is not shown again. Send it as X-Api-Key.')),
      el('button', { class: 'button primary', type: 'button', onclick: () => copyText(secret) }, 'Copy')));
    await keys();
  } catch (problem) {
    toast(problem);
  }
}

async function importTable(event) {
  const [file] = event.target.files;
  event.target.value = '';
  if (!file) {
    return;
  }
  const response = await fetch(new URL('api/import', here), { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: await file.text() }).catch(() => null);
  const answer = await response?.json().catch(() => null);
  if (!response?.ok) {
    byId('import-result').replaceChildren(el('p', { class: 'error' }, answer?.detail || 'The table could not be sent.'));
    return;
  }
  byId('import-result').replaceChildren(
    el('p', {}, `${number(answer.made)} made, ${number(answer.refused)} refused.`),
    answer.problems.length > 0 && el('ul', { class: 'plain-list small' }, answer.problems.slice(0, 20).map(({ line, code, problem }) => el('li', {}, `Row ${line}${code ? ` (${code})` : ''}: ${problem}`))));
}

async function orphans() {
  const { codes, latest } = await api('GET', 'api/orphans', undefined, options);
  byId('orphans').replaceChildren(codes.length
    ? el('div', { class: 'shares' },
      el('ol', { class: 'ranking' }, codes.map(({ name, visits }) => el('li', {}, el('span', { class: 'mono one-line' }, name), el('b', {}, number(visits))))),
      el('ul', { class: 'ranking muted small' }, latest.slice(0, 8).map(({ at, code, referrer, isBot }) => el('li', {},
        el('span', { class: 'one-line' }, `${code}${referrer ? ` from ${referrer}` : ''}${isBot ? ', a bot' : ''}`), relativeTime(at)))))
    : el('p', { class: 'empty' }, 'Nobody got lost yet.'));
}

export function show(visible) {
  if (visible) {
    Promise.all([keys(), orphans()]).catch(toast);
  }
}

export function start() {
  byId('key-form').addEventListener('submit', makeKey);
  byId('import').addEventListener('change', importTable);
}

// How full the codes are, and three ways to make them.

import { api, el, number, toast } from './kit/kit.js';
import { byId } from './shared.js';

const NAMES = {
  SEQUENTIAL: ['Sequential', 'INCR, in digits'],
  PERMUTED: ['Permuted', 'INCR, shuffled by a Feistel network'],
  RANDOM: ['Random', 'drawn by lot, claimed with SADD'],
};

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 });
const odds = (probability) => (probability > 0 ? `1 in ${compact.format(1 / probability)}` : 'none');

async function meter() {
  try {
    const { length, taken, space, probability, growsAt, draws, collisions } = await api('GET', 'api/codes', undefined, { lens: false });
    const stat = (value, label) => el('div', { class: 'stat' }, el('b', {}, value), el('span', {}, label));
    const share = Math.min(1, taken / growsAt);
    byId('meter').replaceChildren(el('div', { class: 'stack' },
      el('div', { class: 'stats' },
        stat(length, 'characters'),
        stat(number(taken), `of ${number(space)} taken`),
        stat(odds(probability), 'draws collides'),
        stat(number(collisions), `collisions in ${number(draws)} draws`)),
      el('div', { class: 'meter', role: 'meter', 'aria-valuemin': 0, 'aria-valuemax': growsAt, 'aria-valuenow': taken, 'aria-label': 'How near the codes are to growing' },
        el('i', { style: { width: `${100 * share}%` } })),
      el('p', { class: 'muted small' }, `At ${number(growsAt)} links of this length, one draw in a thousand would collide, and codes grow to ${length + 1} characters.`)));
  } catch (problem) {
    toast(problem);
  }
}

async function make() {
  byId('make-codes').disabled = true;
  try {
    draw(await api('POST', 'api/laboratory/codes', undefined, { lens: false }));
  } catch (problem) {
    toast(problem);
  } finally {
    byId('make-codes').disabled = false;
  }
}

function draw(outcomes) {
  byId('ways').replaceChildren(...outcomes.map(({ way, samples, taken, collisions, expected, guesses, hits }) => {
    const [name, how] = NAMES[way];
    const share = hits / guesses;
    const guessed = share > 0.5;
    return el('div', { class: 'way stack tight', 'data-way': way },
      el('h3', {}, name), el('p', { class: 'muted small' }, how),
      el('p', { class: 'mono samples' }, samples.join(' ')),
      el('p', {}, el('span', { class: `badge ${guessed ? 'bad' : 'good'}` }, guessed ? 'guessed' : 'by chance'), ` ${number(hits)} of ${number(guesses)} neighbours exist`),
      el('p', { class: 'muted small' }, `${number(taken)} codes; ${number(collisions)} collisions in this run${way === 'RANDOM' ? `, ${number(Math.round(expected))} expected` : ''}`));
  }));
}

export function show(visible) {
  if (visible) {
    meter();
  }
}

export function start() {
  byId('make-codes').addEventListener('click', make);
  byId('empty-codes').addEventListener('click', async () => {
    try {
      await api('DELETE', 'api/laboratory/codes', undefined, { lens: false });
      byId('ways').replaceChildren();
    } catch (problem) {
      toast(problem);
    }
  });
}
